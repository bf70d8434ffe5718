using System.Buffers;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Replies of the Ollama wire, whole or as one line of a stream.</summary>
internal static class OllamaJson
{
    public static ReadOnlyMemory<byte> RenderWhole(ReplyIdentity identity, Answer answer, string? finish, SimulatedUsage usage)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        WriteLine(
            buffer,
            identity,
            answer.Tool is null ? answer.Text : "",
            usage.ReasoningTokens > 0 ? ReasoningText.Of(usage.ReasoningTokens) : null,
            answer.Tool is { } tool ? (tool, answer.Text) : null,
            (finish, usage));
        return buffer.WrittenMemory;
    }

    /// <summary>Writes one object; with an end, the last.</summary>
    public static void WriteLine(
        IBufferWriter<byte> buffer,
        ReplyIdentity identity,
        string text,
        string? thinking,
        (string Name, string Arguments)? call,
        (string? Reason, SimulatedUsage Usage)? end)
    {
        using var json = new Utf8JsonWriter(buffer, CompletionJson.Options);
        json.WriteStartObject();
        json.WriteString("model"u8, identity.Model);
        json.WriteString("created_at"u8, DateTimeOffset.FromUnixTimeSeconds(identity.Created));
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, text);
        if (thinking is not null)
            json.WriteString("thinking"u8, thinking);
        if (call is { } asked)
            WriteCall(json, asked.Name, asked.Arguments);
        json.WriteEndObject();
        if (end is { } last)
            WriteEnd(json, last.Reason, last.Usage);
        else
            json.WriteBoolean("done"u8, false);
        json.WriteEndObject();
    }

    public static ReadOnlyMemory<byte> RenderEmbeddings(ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, identity.Model);
            json.WriteStartArray("embeddings"u8);
            foreach (var text in inputs.Texts)
            {
                json.WriteStartArray();
                foreach (var value in WordVector.Make(text, inputs.Dimensions ?? model.EmbeddingDimensions!.Value))
                    json.WriteNumberValue(value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteNumber("prompt_eval_count"u8, usage.InputTokens);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The models on the machine: <c>GET /api/tags</c>.</summary>
    public static void WriteTags(Utf8JsonWriter json, ServerState server)
    {
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        foreach (var model in server.Options.Models)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, model.Id);
            json.WriteString("model"u8, model.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, string name, string arguments)
    {
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, name);
        json.WritePropertyName("arguments"u8);
        ArgumentsJson.Write(json, arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEnd(Utf8JsonWriter json, string? reason, SimulatedUsage usage)
    {
        json.WriteBoolean("done"u8, true);
        json.WriteString("done_reason"u8, reason);
        json.WriteNumber("prompt_eval_count"u8, usage.InputTokens);
        json.WriteNumber("eval_count"u8, usage.OutputTokens);
    }
}
