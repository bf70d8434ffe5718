using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>The body of a reply in one piece: one <c>chat.completion</c> object.</summary>
internal static class CompletionJson
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Render(ReplyIdentity identity, Answer answer, string? finishReason, SimulatedUsage usage)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, identity.Id);
            json.WriteString("object"u8, "chat.completion"u8);
            json.WriteNumber("created"u8, identity.Created);
            json.WriteString("model"u8, identity.Model);
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, 0);
            WriteMessage(json, identity, answer);
            json.WriteNull("logprobs"u8);
            json.WriteString("finish_reason"u8, finishReason);
            json.WriteEndObject();
            json.WriteEndArray();
            UsageJson.Write(json, usage, identity.ReportsCacheWrites);
            json.WriteString("service_tier"u8, "default"u8);
            json.WriteString("system_fingerprint"u8, identity.Fingerprint);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteMessage(Utf8JsonWriter json, ReplyIdentity identity, Answer answer)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        if (answer.Tool is null)
        {
            json.WriteString("content"u8, answer.Text);
        }
        else
        {
            json.WriteNull("content"u8);
            json.WriteStartArray("tool_calls"u8);
            json.WriteStartObject();
            json.WriteString("id"u8, identity.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, answer.Tool);
            json.WriteString("arguments"u8, answer.Text);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteNull("refusal"u8);
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
