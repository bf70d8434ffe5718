namespace Switchyard;

/// <summary>
/// Which calls a rule is about: all that is said here must hold, of a list one entry. What only a gateway's request has (key, team, tags, metadata,
/// headers) no other call has, so a rule that asks for it is about no other call. Texts that end in <c>*</c> stand for all that begin so.
/// </summary>
public sealed record RuleCondition
{
    /// <summary>The request has more estimated tokens than this; <see langword="null"/>: not said.</summary>
    public int? PromptTokensAbove { get; init; }

    /// <summary>The request has no more estimated tokens than this; <see langword="null"/>: not said.</summary>
    public int? PromptTokensUpTo { get; init; }

    /// <summary>The last user message has one of these topics; <see cref="PromptTopic.None"/>: not said.</summary>
    public PromptTopic Topics { get; init; }

    /// <summary>
    /// What was asked for: a task (<c>Class.Method</c>), and of a gateway's request a tier, <c>auto</c>, a model, or <c>models</c> for a list of them;
    /// <see langword="null"/>: not said.
    /// </summary>
    public IReadOnlyList<string>? Asked { get; init; }

    /// <summary>The latency budget of the call is this or less; <see langword="null"/>: not said.</summary>
    public TimeSpan? MaxLatency { get; init; }

    /// <summary>Names or ids of gateway keys; <see langword="null"/>: not said.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Teams of gateway keys; <see langword="null"/>: not said.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>Tags that the call is booked under; <see langword="null"/>: not said.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Members of the request's <c>metadata</c>, each with the texts that it may have; <see langword="null"/>: not said.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Metadata { get; init; }

    /// <summary>Headers of the request by their names in lower case, each with the texts that it may have; <see langword="null"/>: not said.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Headers { get; init; }
}
