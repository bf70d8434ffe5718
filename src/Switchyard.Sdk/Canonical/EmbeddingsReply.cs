using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>Vectors, to be written in canonical form: filled in by a provider of another wire.</summary>
public sealed class EmbeddingsReply
{
    /// <summary>The model that made them, as the provider names it.</summary>
    public required string Model { get; set; }

    /// <summary>The vectors in the order of the inputs.</summary>
    public IList<float[]> Vectors { get; } = [];

    /// <summary>The tokens used.</summary>
    public TokenUsage Usage { get; set; }

    /// <summary>Adds a vector from a JSON array of numbers.</summary>
    /// <param name="numbers">The array.</param>
    /// <returns><see langword="false"/> if it is no array of numbers, or empty.</returns>
    public bool TryAdd(JsonSlice numbers)
    {
        var vector = new List<float>();
        foreach (var number in numbers.Items)
        {
            var reader = new Utf8JsonReader(number.Raw);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number)
                return false;
            vector.Add((float)reader.GetDouble());
        }

        if (vector.Count == 0)
            return false;
        Vectors.Add([.. vector]);
        return true;
    }

    /// <summary>Writes the <c>list</c> object.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="isBase64">Whether the request asks for base64 of little-endian 32-bit floats, instead of numbers.</param>
    public void Write(IBufferWriter<byte> writer, bool isBase64)
    {
        using var json = new Utf8JsonWriter(writer);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var index = 0; index < Vectors.Count; index++)
            WriteOne(json, index, isBase64);
        json.WriteEndArray();
        json.WriteString("model"u8, Model);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, Usage.InputTokens);
        json.WriteNumber("total_tokens"u8, Usage.InputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteOne(Utf8JsonWriter json, int index, bool isBase64)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "embedding"u8);
        json.WriteNumber("index"u8, index);
        if (isBase64)
        {
            json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes<float>(Vectors[index]));
        }
        else
        {
            json.WriteStartArray("embedding"u8);
            foreach (var value in Vectors[index])
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
