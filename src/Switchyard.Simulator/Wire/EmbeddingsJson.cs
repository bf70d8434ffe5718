using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>The body of an embeddings reply: one <c>list</c> object.</summary>
internal static class EmbeddingsJson
{
    public static ReadOnlyMemory<byte> Render(ReplyIdentity identity, SimulatedModel model, EmbeddingInputs inputs, SimulatedUsage usage)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, CompletionJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            for (var index = 0; index < inputs.Texts.Count; index++)
                WriteOne(json, WordVector.Make(inputs.Texts[index], inputs.Dimensions ?? model.EmbeddingDimensions!.Value), index, inputs.IsBase64);
            json.WriteEndArray();
            json.WriteString("model"u8, identity.Model);
            json.WriteStartObject("usage"u8);
            json.WriteNumber("prompt_tokens"u8, usage.InputTokens);
            json.WriteNumber("total_tokens"u8, usage.InputTokens);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteOne(Utf8JsonWriter json, float[] vector, int index, bool isBase64)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "embedding"u8);
        json.WriteNumber("index"u8, index);
        if (isBase64)
        {
            // The wire is little-endian, as is every machine that .NET 10 runs on.
            json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes<float>(vector));
        }
        else
        {
            json.WriteStartArray("embedding"u8);
            foreach (var value in vector)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
