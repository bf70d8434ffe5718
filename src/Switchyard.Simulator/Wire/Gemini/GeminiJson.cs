using System.Buffers;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>A reply of the Gemini wire, whole or as one event of a stream.</summary>
internal static class GeminiJson
{
    public static ReadOnlyMemory<byte> Render(ReplyIdentity identity, SimulatedUsage usage, string? finish, Action<Utf8JsonWriter> writeParts)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, identity, usage, finish, writeParts);
        return buffer.WrittenMemory;
    }

    public static void Write(
        IBufferWriter<byte> buffer, ReplyIdentity identity, SimulatedUsage usage, string? finish, Action<Utf8JsonWriter> writeParts)
    {
        using var json = new Utf8JsonWriter(buffer, CompletionJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("candidates"u8);
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        writeParts(json);
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        if (finish is not null)
            json.WriteString("finishReason"u8, finish);
        json.WriteNumber("index"u8, 0);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, usage);
        json.WriteString("modelVersion"u8, identity.Model);
        json.WriteString("responseId"u8, identity.Id);
        json.WriteEndObject();
    }

    public static ReadOnlyMemory<byte> RenderEmbeddings(SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("embeddings"u8);
            foreach (var text in inputs.Texts)
            {
                json.WriteStartObject();
                json.WriteStartArray("values"u8);
                foreach (var value in WordVector.Make(text, inputs.Dimensions ?? model.EmbeddingDimensions!.Value))
                    json.WriteNumberValue(value);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteUsage(json, usage);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    public static void WriteThought(Utf8JsonWriter json, int tokens)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, ReasoningText.Of(tokens));
        json.WriteBoolean("thought"u8, true);
        json.WriteEndObject();
    }

    public static void WriteCall(Utf8JsonWriter json, string tool, string arguments)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall"u8);
        json.WriteString("name"u8, tool);
        json.WritePropertyName("args"u8);
        ArgumentsJson.Write(json, arguments);
        json.WriteEndObject();
        json.WriteString("thoughtSignature"u8, AnthropicJson.Signature);
        json.WriteEndObject();
    }

    // Thoughts are counted beside the answer here.
    private static void WriteUsage(Utf8JsonWriter json, SimulatedUsage usage)
    {
        json.WriteStartObject("usageMetadata"u8);
        json.WriteNumber("promptTokenCount"u8, usage.InputTokens);
        json.WriteNumber("candidatesTokenCount"u8, usage.OutputTokens - usage.ReasoningTokens);
        if (usage.CachedInputTokens > 0)
            json.WriteNumber("cachedContentTokenCount"u8, usage.CachedInputTokens);
        if (usage.ReasoningTokens > 0)
            json.WriteNumber("thoughtsTokenCount"u8, usage.ReasoningTokens);
        json.WriteNumber("totalTokenCount"u8, usage.InputTokens + usage.OutputTokens);
        json.WriteEndObject();
    }
}
