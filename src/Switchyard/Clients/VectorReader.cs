using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Switchyard;

/// <summary>Reads the vectors of a canonical embeddings reply.</summary>
internal static class VectorReader
{
    /// <summary>A reader that wants so many vectors.</summary>
    public static ReplyReader<float[][]> For(int count) => (reply, out vectors) =>
    {
        vectors = Read(reply);
        return vectors.Length == count
            ? true
            : throw new JsonException($"The reply has {vectors.Length} vectors for {count} texts.");
    };

    private static float[][] Read(ReadOnlySpan<byte> reply)
    {
        var vectors = new List<float[]>();
        var reader = new Utf8JsonReader(reply);
        if (!JsonCursor.EnterObject(ref reader) || !JsonCursor.FindMember(ref reader, "data"u8) || reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("The reply has no \"data\".");

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!JsonCursor.FindMember(ref reader, "embedding"u8))
                throw new JsonException($"data[{vectors.Count}] has no \"embedding\".");
            vectors.Add(reader.TokenType == JsonTokenType.String ? Decode(reader.ValueSpan) : ReadNumbers(ref reader));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                reader.Skip();
        }

        return [.. vectors];
    }

    private static float[] ReadNumbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<float>();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A vector is neither a list of numbers nor a base64 text.");
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
            numbers.Add(reader.GetSingle());
        return reader.TokenType == JsonTokenType.EndArray ? [.. numbers] : throw new JsonException("A vector holds what is no number.");
    }

    // Little-endian 32-bit floats, as every machine that runs .NET has them.
    private static float[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written % sizeof(float) == 0
            ? MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, written)).ToArray()
            : throw new JsonException("A vector is no base64 text of 32-bit numbers.");
    }
}
