using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>Reads a <c>usage</c> object of the OpenAI wire, in the variants of its vendors.</summary>
internal static class UsageReader
{
    private ref struct Counts
    {
        public int Input, Output, Total, Cached, Written, Reasoning;
    }

    /// <summary>Reads the object that the reader stands on; anything else is passed over.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        var counts = new Counts();
        ReadObject(ref reader, ref counts);

        // xAI and Gemini count reasoning in the total, but not in the output.
        var output = Math.Max(counts.Output, Math.Max(counts.Total - counts.Input, 0));
        var cached = Math.Min(counts.Cached, counts.Input);
        return new()
        {
            InputTokens = counts.Input,
            CachedInputTokens = cached,
            CacheWriteTokens = Math.Min(counts.Written, counts.Input - cached),
            OutputTokens = output,
            ReasoningTokens = Math.Min(counts.Reasoning, output),
        };
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref Counts counts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                counts.Input = Count(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8))
                counts.Output = Count(ref reader);
            else if (reader.ValueTextEquals("total_tokens"u8))
                counts.Total = Count(ref reader);
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
                counts.Reasoning = Count(ref reader);
            else if (IsCached(ref reader))
                counts.Cached = Math.Max(counts.Cached, Count(ref reader));
            else if (reader.ValueTextEquals("cache_write_tokens"u8) || reader.ValueTextEquals("cache_creation_input_tokens"u8))
                counts.Written = Math.Max(counts.Written, Count(ref reader));
            else if (IsDetails(ref reader))
                ReadDetails(ref reader, ref counts);
            else
                reader.Skip();
        }
    }

    private static bool IsCached(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("cached_tokens"u8)
        || reader.ValueTextEquals("num_cached_tokens"u8)
        || reader.ValueTextEquals("prompt_cache_hit_tokens"u8);

    private static bool IsDetails(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("prompt_tokens_details"u8)
        || reader.ValueTextEquals("prompt_token_details"u8)
        || reader.ValueTextEquals("completion_tokens_details"u8);

    private static void ReadDetails(ref Utf8JsonReader reader, ref Counts counts)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            ReadObject(ref reader, ref counts);
        else
            reader.Skip();
    }

    private static int Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return 0;
        }

        return reader.TryGetInt32(out var count) ? Math.Max(count, 0)
            : reader.TryGetDouble(out var number) ? (int)Math.Clamp(number, 0, int.MaxValue)
            : 0;
    }
}
