namespace Switchyard.Simulator;

/// <summary>The errors that faults stand for, with the words that are usual for each status.</summary>
internal static class FaultErrors
{
    public static ApiError Of(Fault fault, SimulatedModel model, VendorWire wire)
    {
        var usual = Usual(fault.HttpStatus, model.Id);
        var style = fault.Style == ErrorStyle.OpenAI ? wire.Style : fault.Style;
        return usual with
        {
            Message = "[simulated] " + (fault.Message ?? usual.Message),
            Type = fault.Type ?? ErrorTypes.Of(style, usual),
            Code = fault.Code ?? usual.Code,
            Style = style,
            RetryAfter = fault.RetryAfter,
            RetryAfterForm = fault.RetryAfterForm,
        };
    }

    private static ApiError Usual(int status, string model) => status switch
    {
        400 => new(status, "Your request was invalid."),
        401 => new(status, "Incorrect API key provided.", Code: "invalid_api_key"),
        402 => new(status, "Insufficient Balance", "unknown_error", Code: "invalid_request_error"),
        403 => new(status, "Country, region, or territory not supported", "request_forbidden", Code: "unsupported_country_region_territory"),
        404 => new(status, $"The model `{model}` does not exist or you do not have access to it.", Code: "model_not_found"),
        408 => new(status, "Request timed out.", "timeout_error"),
        409 => new(status, "The resource is in conflict.", "conflict_error"),
        410 => new(status, $"The model `{model}` has been retired.", Code: "model_retired"),
        422 => new(status, "The request could not be processed.", Code: "unprocessable_entity"),
        429 => new(status, $"Rate limit reached for {model} on requests per min (RPM).", "requests", Code: "rate_limit_exceeded"),
        502 => new(status, "Bad gateway.", "server_error"),
        503 => new(status, "The engine is currently overloaded, please try again later", "server_error", Code: "overloaded"),
        504 => new(status, "Gateway timeout.", "server_error"),
        529 => new(status, "Overloaded", "overloaded_error"),
        >= 500 or 200 => new(status, "The server had an error while processing your request. Sorry about that!", "server_error"),
        _ => new(status, "Your request was refused."),
    };
}
