namespace Switchyard;

/// <summary>What rules look at in a call.</summary>
internal readonly record struct RuleSubject
{
    /// <summary>Estimated tokens of the request.</summary>
    public int InputTokens { get; init; }

    public PromptTopic Topics { get; init; }

    /// <summary>The task, or what was asked for in its place.</summary>
    public required string Asked { get; init; }

    /// <summary>Whether the request names its models itself.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The latency budget of the call; <see cref="long.MaxValue"/> for none.</summary>
    public long LatencyTicks { get; init; }

    /// <summary>The name of the gateway key; <see langword="null"/> for none.</summary>
    public string? KeyName { get; init; }

    public string? KeyId { get; init; }

    public string? Team { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>What else its entrance knows; <see langword="null"/> for nothing.</summary>
    public ICallFacts? Facts { get; init; }
}
