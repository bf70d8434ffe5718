namespace Switchyard;

/// <summary>
/// How one attempt ended, as a value. It holds no exception: one thrown inside a plugin keeps that plugin in memory.
/// </summary>
public readonly record struct ProviderResult
{
    /// <summary>A result with the given outcome.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    public ProviderResult(Outcome outcome) => Outcome = outcome;

    /// <summary>How the attempt ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The HTTP status, or 0 if there was no response.</summary>
    public int HttpStatus { get; init; }

    /// <summary>How long the provider asks to be left alone, or <see langword="null"/> if it did not say. Never negative.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The tokens used. Failed attempts may have some too.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Why the model stopped.</summary>
    public FinishReason FinishReason { get; init; }

    /// <summary>What the rate-limit headers said.</summary>
    public RateLimitState RateLimits { get; init; }

    /// <summary>The provider's id of this request, for its support desk; <see langword="null"/> if it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Whether <see cref="Switchyard.Outcome.TimedOut"/> means that a new connection was not made within
    /// <see cref="ProviderSettings.ConnectTimeout"/>: the only time limit that a provider keeps itself.
    /// </summary>
    public bool ConnectTimedOut { get; init; }

    /// <summary>
    /// Whether <see cref="Switchyard.Outcome.InvalidRequest"/> is about this provider alone: the request holds what its wire cannot say, and it was not
    /// asked. A provider of another wire may take it.
    /// </summary>
    public bool IsUntranslatable { get; init; }

    /// <summary>Chunks of a stream that were no chunks, held no text and were left out. Zero in a sound stream.</summary>
    public int SkippedChunks { get; init; }

    /// <summary>
    /// A short text about a failure, for the caller's eyes; <see langword="null"/> for none. Providers echo keys in their error
    /// texts, so the engine never logs it.
    /// </summary>
    public string? Detail { get; init; }
}
