using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Converts token counts. Both sides count cached tokens as a part of the input, and reasoning as a part of the output.</summary>
internal static class ChatUsage
{
    private const string CacheWrites = "CacheCreationInputTokens";

    public static UsageDetails? ToDetails(in TokenUsage usage) => !usage.IsReported ? null : new()
    {
        InputTokenCount = usage.InputTokens,
        OutputTokenCount = usage.OutputTokens,
        TotalTokenCount = usage.InputTokens + usage.OutputTokens,
        CachedInputTokenCount = usage.CachedInputTokens,
        ReasoningTokenCount = usage.ReasoningTokens,
        AdditionalCounts = usage.CacheWriteTokens == 0 ? null : new() { [CacheWrites] = usage.CacheWriteTokens },
    };

    public static TokenUsage ToUsage(UsageDetails? details) => details is null ? default : new()
    {
        InputTokens = Count(details.InputTokenCount),
        OutputTokens = Count(details.OutputTokenCount),
        CachedInputTokens = Count(details.CachedInputTokenCount),
        ReasoningTokens = Count(details.ReasoningTokenCount),
        CacheWriteTokens = details.AdditionalCounts is { } counts && counts.TryGetValue(CacheWrites, out var writes) ? Count(writes) : 0,
    };

    private static int Count(long? tokens) => (int)Math.Clamp(tokens ?? 0, 0, int.MaxValue);
}
