using System.Buffers;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Error bodies in the shapes of several vendors.</summary>
internal static class ErrorBody
{
    public static string ContentType(ErrorStyle style) => style == ErrorStyle.Html ? "text/html" : "application/json";

    public static byte[] Render(ApiError error, string requestId)
    {
        switch (error.Style)
        {
            case ErrorStyle.Empty:
                return [];
            case ErrorStyle.Html:
                var title = $"{error.Status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(error.Status)}";
                return System.Text.Encoding.UTF8.GetBytes(
                    $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMembers(json, error, requestId);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, ApiError error, string requestId)
    {
        switch (error.Style)
        {
            case ErrorStyle.Anthropic:
                json.WriteString("type"u8, "error"u8);
                json.WriteStartObject("error"u8);
                json.WriteString("type"u8, error.Type);
                json.WriteString("message"u8, error.Message);
                json.WriteEndObject();
                json.WriteString("request_id"u8, requestId);
                break;
            case ErrorStyle.Google:
                json.WriteStartObject("error"u8);
                json.WriteNumber("code"u8, error.Status == 200 ? 500 : error.Status);
                json.WriteString("message"u8, error.Message);
                json.WriteString("status"u8, error.Type);
                WriteRetryInfo(json, error);
                json.WriteEndObject();
                break;
            case ErrorStyle.Ollama:
                json.WriteString("error"u8, error.Message);
                break;
            case ErrorStyle.Flat:
                json.WriteString("object"u8, "error"u8);
                WriteFour(json, error);
                break;
            default:
                json.WriteStartObject("error"u8);
                WriteFour(json, error);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteFour(Utf8JsonWriter json, ApiError error)
    {
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, error.Type);
        json.WriteString("param"u8, error.Param);
        json.WriteString("code"u8, error.Code);
    }

    // Google has no header for it.
    private static void WriteRetryInfo(Utf8JsonWriter json, ApiError error)
    {
        if (error.RetryAfter is not { } wait)
            return;
        json.WriteStartArray("details"u8);
        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc.RetryInfo"u8);
        json.WriteString("retryDelay"u8, FormattableString.Invariant($"{wait.TotalSeconds:0.###}s"));
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
