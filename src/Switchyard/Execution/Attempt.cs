namespace Switchyard;

/// <summary>One call to one candidate, as the caller sees it.</summary>
public readonly record struct Attempt
{
    /// <summary>The full id of the model, <c>provider/model</c>, such as <c>openai/gpt-6-luna</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The provider's id, such as <c>openai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The tier that it was asked in: the call's, or a stronger one after an answer that did not fit.</summary>
    public Tier Tier { get; init; }

    /// <summary>The name of the key that was used, such as <c>OPENAI_API_KEY</c>; never the secret.</summary>
    public required string Key { get; init; }

    /// <summary>How it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Which time limit ended it, if one did.</summary>
    public TimeLimit TimeLimit { get; init; }

    /// <summary>The HTTP status, or 0 if there was no response.</summary>
    public int HttpStatus { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The tokens that the provider reported.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>What it cost in USD; <see langword="null"/> if the price or the usage is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Malformed chunks of a stream that were left out, in an answer that is otherwise sound. 0 or more.</summary>
    public int SkippedChunks { get; init; }

    /// <summary>The provider's id of the request, if it sent one.</summary>
    public string? RequestId { get; init; }

    /// <summary>The provider's short text about a failure, for the caller's eyes. It may echo a secret: do not log it.</summary>
    public string? Detail { get; init; }
}
