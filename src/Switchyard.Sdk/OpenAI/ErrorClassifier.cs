namespace Switchyard.Sdk;

/// <summary>Says which outcome a status and an error body stand for. The body's code decides where it is known, else the status.</summary>
internal static class ErrorClassifier
{
    private static readonly string[] s_tooLong = ["context length", "context window", "context limit", "prompt is too long", "too many tokens"];

    /// <summary>Classifies an error.</summary>
    /// <param name="status">The HTTP status; 200 for an error inside an answer.</param>
    /// <param name="error">What the body says.</param>
    public static Outcome Classify(int status, ErrorReply error)
    {
        if (status < 400 && error.Status != 0)
            status = error.Status;

        return ByCode(error.Code) ?? ByCode(error.Type) ?? ByMessage(status, error.Message) ?? ByStatus(status, error.Type);
    }

    private static Outcome? ByCode(string? code) => code?.ToLowerInvariant() switch
    {
        "insufficient_quota" or "billing_hard_limit_reached" or "insufficient_balance" or "insufficient_credits" or "billing_error"
            or "credits_exhausted" or "spend_limit_exceeded" or "arrearage"
            // Gemini's way to say that a project must enable billing first.
            or "failed_precondition" => Outcome.QuotaExhausted,
        "rate_limit_exceeded" or "rate_limit_error" or "too_many_requests" or "rate_limited" or "resource_exhausted" => Outcome.RateLimited,
        "context_length_exceeded" or "context_window_exceeded" or "model_context_window_exceeded" or "string_above_max_length"
            or "request_too_large" => Outcome.ContextTooLong,
        "content_filter" or "content_policy_violation" or "responsibleaipolicyviolation" or "data_inspection_failed"
            or "moderation_blocked" => Outcome.ContentFiltered,
        "overloaded_error" or "overloaded" or "engine_overloaded" or "server_overloaded" or "unavailable"
            or "service_unavailable" => Outcome.Overloaded,
        "invalid_api_key" or "authentication_error" or "permission_error" or "account_deactivated" or "unauthenticated"
            or "permission_denied" or "invalid_authentication" => Outcome.AuthenticationFailed,
        "model_not_found" or "model_decommissioned" or "model_not_available" or "deploymentnotfound"
            or "not_found_error" => Outcome.ModelUnavailable,
        "server_error" or "api_error" or "internal_error" or "internal_server_error" or "timeout_error" or "deadline_exceeded"
            => Outcome.ServerError,
        _ => null,
    };

    // For vendors that give the same code to everything; only where the status says that the request was at fault.
    private static Outcome? ByMessage(int status, string? message)
    {
        if (status is not (400 or 413 or 422) || message is null)
            return null;
        if (s_tooLong.Any(words => Says(message, words)) || (Says(message, "token count") && Says(message, "exceeds")))
            return Outcome.ContextTooLong;
        if (Says(message, "credit balance is too low"))
            return Outcome.QuotaExhausted;
        if (Says(message, "api key not valid") || Says(message, "invalid api key"))
            return Outcome.AuthenticationFailed;
        return Says(message, "content management policy") ? Outcome.ContentFiltered : null;
    }

    private static Outcome ByStatus(int status, string? type) => status switch
    {
        401 or 403 => Outcome.AuthenticationFailed,
        402 => Outcome.QuotaExhausted,
        404 or 405 or 409 or 410 => Outcome.ModelUnavailable,
        413 => Outcome.ContextTooLong,
        429 => Outcome.RateLimited,
        503 or 529 => Outcome.Overloaded,
        408 or >= 500 => Outcome.ServerError,
        >= 400 => Outcome.InvalidRequest,

        // A redirect: the client follows none, because it would carry the key along.
        >= 300 => Outcome.ModelUnavailable,
        _ => type == "invalid_request_error" ? Outcome.InvalidRequest : Outcome.ServerError,
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
