using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>OpenAI's error object. Its clients expect all four members.</summary>
internal sealed class OpenAIErrorFormat : IErrorFormat
{
    public static readonly OpenAIErrorFormat Instance = new();

    public int StatusOf(ApiError error) => error.Status;

    public void Write(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, TypeOf(error));
        json.WriteString("param"u8, error.Param);
        json.WriteString("code"u8, error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(ApiError error) => error.Status switch
    {
        401 => "authentication_error",
        402 => "insufficient_quota",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
