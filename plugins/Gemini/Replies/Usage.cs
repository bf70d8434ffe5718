using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Reads <c>usageMetadata</c>. This wire counts thoughts beside the answer; normalised they are part of the output.</summary>
internal static class Usage
{
    public static TokenUsage Read(JsonSlice usage)
    {
        var input = usage["promptTokenCount"u8].GetCount() + usage["toolUsePromptTokenCount"u8].GetCount();
        var thoughts = usage["thoughtsTokenCount"u8].GetCount();
        return new()
        {
            InputTokens = input,
            CachedInputTokens = Math.Min(usage["cachedContentTokenCount"u8].GetCount(), input),
            OutputTokens = usage["candidatesTokenCount"u8].GetCount() + thoughts,
            ReasoningTokens = thoughts,
        };
    }
}
