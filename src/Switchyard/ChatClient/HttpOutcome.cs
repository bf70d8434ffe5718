namespace Switchyard;

/// <summary>What an HTTP status says about an attempt.</summary>
internal static class HttpOutcome
{
    /// <summary>The outcome of a status.</summary>
    /// <param name="status">The HTTP status, 400 or more.</param>
    /// <param name="text">What the provider said with it: tells an empty purse from a full pipe, and a long prompt from a wrong one.</param>
    public static Outcome Of(int status, string text) => status switch
    {
        402 => Outcome.QuotaExhausted,
        429 => Says(text, "insufficient_quota", "spend limit", "billing") ? Outcome.QuotaExhausted : Outcome.RateLimited,
        401 or 403 => Outcome.AuthenticationFailed,
        404 or 405 or 409 or 410 => Outcome.ModelUnavailable,
        408 => Outcome.TimedOut,
        503 or 529 => Outcome.Overloaded,
        >= 500 => Outcome.ServerError,
        _ when Says(text, "context_length", "context length", "context window", "too many tokens", "prompt is too long") => Outcome.ContextTooLong,
        413 => Outcome.ContextTooLong,
        _ when Says(text, "content_filter", "content_policy", "content management policy") => Outcome.ContentFiltered,
        _ => Outcome.InvalidRequest,
    };

    private static bool Says(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
