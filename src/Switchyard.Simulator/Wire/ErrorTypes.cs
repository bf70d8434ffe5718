namespace Switchyard.Simulator;

/// <summary>The types that the vendors give to errors.</summary>
internal static class ErrorTypes
{
    public static string Of(ErrorStyle style, ApiError error) => style switch
    {
        ErrorStyle.Anthropic => Anthropic(error.Status),
        ErrorStyle.Google => Google(error.Status),
        _ => error.Type,
    };

    public static string Anthropic(int status) => status switch
    {
        400 or 422 => "invalid_request_error",
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        408 or 504 => "timeout_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        _ => "api_error",
    };

    private static string Google(int status) => status switch
    {
        400 or 413 or 422 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
}
