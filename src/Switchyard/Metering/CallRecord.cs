namespace Switchyard;

/// <summary>What a call was and what it cost. Holds no prompt and no answer.</summary>
public readonly record struct CallRecord
{
    /// <summary>The call's identity, rising with time (UUID version 7).</summary>
    public required Guid CallId { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The task's identity, <c>Class.Method</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The tier that it went to: the task's, the one that was decided for the prompt, or a stronger one after an answer that did not fit.</summary>
    public required Tier Tier { get; init; }

    /// <summary>How it ended: <see cref="Switchyard.Outcome.Completed"/>, or the outcome of its last attempt.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>What it cost in USD, all attempts together; <see langword="null"/> if the cost of one is unknown.</summary>
    public required decimal? Cost { get; init; }

    /// <summary>From its start to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>From its start to the first output of a model; <see langword="null"/> for a call without a stream or without output.</summary>
    public required TimeSpan? FirstToken { get; init; }

    /// <summary>Where it came from.</summary>
    public CallOrigin Origin { get; init; }

    /// <summary>
    /// The full id of the model whose answer was given again from a cache; <see langword="null"/> for a call that asked a model itself.
    /// </summary>
    public string? CachedModel { get; init; }

    /// <summary>What the cached answer had cost in USD, and this call therefore did not; <see langword="null"/> if unknown or not cached.</summary>
    public decimal? Saved { get; init; }

    /// <summary>
    /// What <c>switchyard train</c> learns from: counts and topics of the prompt as the classifier sees them, packed and versioned; no word can be read
    /// back. <see langword="null"/> if nobody keeps it.
    /// </summary>
    public string? Features { get; init; }
}
