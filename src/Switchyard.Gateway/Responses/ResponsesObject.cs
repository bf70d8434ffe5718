using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>The response object, with what the request said of it.</summary>
internal sealed class ResponsesObject(JsonElement request, TimeProvider time)
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    public static string Status(string finish) => finish is "length" or "content_filter" ? "incomplete" : "completed";

    public void Write(Utf8JsonWriter json, in ForwardReceipt receipt, string status, string? finish, IReadOnlyList<ResponsesItem> items, ApiError? error = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, $"resp_{receipt.CallId:N}");
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, _created);
        json.WriteString("status"u8, status);
        json.WriteBoolean("background"u8, false);
        WriteError(json, error);
        WriteIncomplete(json, status, finish);
        Echo(json, "instructions", "null");
        Echo(json, "max_output_tokens", "null");
        json.WriteString("model"u8, receipt.Model);
        json.WriteStartArray("output"u8);
        foreach (var item in items)
            item.Write(json, isComplete: true);
        json.WriteEndArray();
        Echo(json, "parallel_tool_calls", "true");
        json.WriteNull("previous_response_id"u8);
        Echo(json, "reasoning", """{"effort":null,"summary":null}""");
        json.WriteBoolean("store"u8, false);
        Echo(json, "temperature", "1");
        Echo(json, "text", """{"format":{"type":"text"}}""");
        Echo(json, "tool_choice", "\"auto\"");
        Echo(json, "tools", "[]");
        Echo(json, "top_p", "1");
        json.WriteString("truncation"u8, "disabled"u8);
        WriteUsage(json, receipt.Usage);
        Echo(json, "user", "null");
        Echo(json, "metadata", "{}");
        json.WriteEndObject();
    }

    private void Echo(Utf8JsonWriter json, string name, string otherwise)
    {
        json.WritePropertyName(name);
        if (request.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            value.WriteTo(json);
        else
            json.WriteRawValue(otherwise);
    }

    private static void WriteError(Utf8JsonWriter json, ApiError? error)
    {
        if (error is null)
        {
            json.WriteNull("error"u8);
            return;
        }

        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, error.Status == 429 ? "rate_limit_exceeded" : "server_error");
        json.WriteString("message"u8, error.Message);
        json.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter json, string status, string? finish)
    {
        if (status != "incomplete")
        {
            json.WriteNull("incomplete_details"u8);
            return;
        }

        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, finish == "length" ? "max_output_tokens" : "content_filter");
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, in TokenUsage usage)
    {
        if (!usage.IsReported)
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.InputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInputTokens);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, (long)usage.InputTokens + usage.OutputTokens);
        json.WriteEndObject();
    }
}
