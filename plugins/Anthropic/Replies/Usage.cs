using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Reads <c>usage</c>. This wire counts cached input apart; normalised it is part of the input.</summary>
internal static class Usage
{
    /// <summary>Reads a report over an earlier one: counts are cumulative, and later reports may leave some out.</summary>
    public static TokenUsage Read(JsonSlice usage, in TokenUsage earlier)
    {
        if (!usage.IsObject)
            return earlier;

        var plain = Count(usage["input_tokens"u8], earlier.InputTokens - earlier.CachedInputTokens - earlier.CacheWriteTokens);
        var read = Count(usage["cache_read_input_tokens"u8], earlier.CachedInputTokens);
        var written = Count(usage["cache_creation_input_tokens"u8], earlier.CacheWriteTokens);
        var output = Count(usage["output_tokens"u8], earlier.OutputTokens);
        return new()
        {
            InputTokens = plain + read + written,
            CachedInputTokens = read,
            CacheWriteTokens = written,
            OutputTokens = output,
            ReasoningTokens = Math.Min(Count(usage["output_tokens_details"u8]["thinking_tokens"u8], earlier.ReasoningTokens), output),
        };
    }

    private static int Count(JsonSlice count, int otherwise) => count.IsMissing ? otherwise : count.GetCount();
}
