using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>Says what a refusal means to a client.</summary>
internal static class AdmissionErrors
{
    // Clients repeat what they are told to wait for; none is meant to sit out a budget's month.
    private const int LongestRetrySeconds = 60;

    /// <summary>Of a key that is not accepted. Its text is not repeated.</summary>
    public static ApiError Of(Verdict verdict, bool isShown) => verdict switch
    {
        Verdict.Expired => new(401, "expired_api_key", "The gateway key has expired; ask for a new one.") { IsFinal = true },
        Verdict.Revoked => new(401, "revoked_api_key", "The gateway key was revoked; ask for a new one.") { IsFinal = true },
        _ when isShown => new(401, "invalid_api_key", "The gateway does not know this key; send one that \"switchyard keys create\" made.") { IsFinal = true },
        _ => new(401, "missing_api_key", "The gateway asks for a key; send \"Authorization: Bearer swy_...\" or \"x-api-key\".") { IsFinal = true },
    };

    /// <summary>Of a request that is not admitted.</summary>
    public static ApiError Of(Admission refused)
    {
        var (status, code) = refused.Verdict switch
        {
            Verdict.ModelNotAllowed => (403, "model_not_allowed"),
            Verdict.RequestTooLarge => (413, "request_too_large"),
            Verdict.TooManyParallel => (429, "too_many_parallel_requests"),
            Verdict.RateLimited => (429, "rate_limit_exceeded"),
            Verdict.CostUnknown => (402, "cost_unknown"),
            Verdict.BudgetExhausted => (refused.RetryAfterSeconds is null ? 402 : 429, "budget_exhausted"),
            var verdict => (401, Of(verdict, isShown: true).Code),
        };
        return new(status, code, refused.Message)
        {
            RetryAfterSeconds = refused.RetryAfterSeconds,
            IsFinal = refused.RetryAfterSeconds is null or > LongestRetrySeconds,
        };
    }
}
