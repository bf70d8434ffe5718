namespace Switchyard.Simulator;

/// <summary>
/// How much one key may ask of a model within a fixed window, which starts with the first request after the last window ended.
/// Refused requests use nothing up. Prompt tokens count when a request is admitted, output tokens when they are produced.
/// </summary>
public sealed record SimulatedRateLimit
{
    /// <summary>Requests per window; <see langword="null"/> for no limit. Zero or more.</summary>
    public int? Requests { get; init; }

    /// <summary>Tokens per window; <see langword="null"/> for no limit. Zero or more.</summary>
    public int? Tokens { get; init; }

    /// <summary>The length of the window. Above zero.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How a refusal says when to come back.</summary>
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Window, TimeSpan.Zero);
        if (Requests is { } requests)
            ArgumentOutOfRangeException.ThrowIfNegative(requests, nameof(Requests));
        if (Tokens is { } tokens)
            ArgumentOutOfRangeException.ThrowIfNegative(tokens, nameof(Tokens));
    }
}
