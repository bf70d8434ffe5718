using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>Reads an embeddings reply of the OpenAI wire in a single pass, which also proves that the JSON is well formed.</summary>
internal static class EmbeddingsReader
{
    /// <summary>Reads a reply.</summary>
    /// <param name="json">One JSON value.</param>
    /// <param name="facts">What was found.</param>
    /// <returns><see langword="false"/> if the JSON is malformed.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out EmbeddingsFacts facts)
    {
        facts = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read())
                return false;

            if (reader.TokenType == JsonTokenType.StartObject)
                ReadRoot(ref reader, ref facts);
            else
                reader.Skip();

            // Finds what follows the value, which must be nothing.
            return !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what the reader throws for a string that is no UTF-8.
            return false;
        }
    }

    private static void ReadRoot(ref Utf8JsonReader reader, ref EmbeddingsFacts facts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                ReadData(ref reader, ref facts);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                facts.Usage = UsageReader.Read(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                facts.HasError |= reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadData(ref Utf8JsonReader reader, ref EmbeddingsFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            facts.HasVectors |= reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }
    }
}
