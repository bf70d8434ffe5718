using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Anthropic's error object.</summary>
internal sealed class MessagesErrorFormat : IErrorFormat
{
    public static readonly MessagesErrorFormat Instance = new();

    /// <summary>An overloaded upstream is 529 on this wire.</summary>
    public int StatusOf(ApiError error) => error.Status == 503 ? 529 : error.Status;

    public void Write(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, TypeOf(error.Status));
        json.WriteString("message"u8, error.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        408 or 504 => "timeout_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
