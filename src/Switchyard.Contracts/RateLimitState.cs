namespace Switchyard;

/// <summary>What the provider's rate-limit headers said with one reply. A <see langword="null"/> was not said.</summary>
public readonly record struct RateLimitState
{
    /// <summary>Requests left in the current window.</summary>
    public int? RemainingRequests { get; init; }

    /// <summary>Tokens left in the current window.</summary>
    public int? RemainingTokens { get; init; }

    /// <summary>The time until the request window resets.</summary>
    public TimeSpan? RequestsReset { get; init; }

    /// <summary>The time until the token window resets.</summary>
    public TimeSpan? TokensReset { get; init; }
}
