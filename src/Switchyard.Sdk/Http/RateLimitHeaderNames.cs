namespace Switchyard.Sdk;

/// <summary>What a vendor calls its rate-limit headers.</summary>
public sealed record RateLimitHeaderNames
{
    /// <summary>The names of the OpenAI wire: <c>x-ratelimit-remaining-requests</c> and so on.</summary>
    public static RateLimitHeaderNames OpenAI { get; } = new();

    /// <summary>The header with the requests left.</summary>
    public string RemainingRequests { get; init; } = "x-ratelimit-remaining-requests";

    /// <summary>The header with the tokens left.</summary>
    public string RemainingTokens { get; init; } = "x-ratelimit-remaining-tokens";

    /// <summary>The header that says when requests are full again: a duration such as <c>6m0s</c>, seconds, or a time (RFC 3339).</summary>
    public string RequestsReset { get; init; } = "x-ratelimit-reset-requests";

    /// <summary>The header that says when tokens are full again, in the same forms.</summary>
    public string TokensReset { get; init; } = "x-ratelimit-reset-tokens";
}
