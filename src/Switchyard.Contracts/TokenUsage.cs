namespace Switchyard;

/// <summary>
/// The tokens that one attempt used, normalised: whatever the vendor counts apart is counted in here the same way for all.
/// </summary>
/// <remarks>All counts are tokens, zero or more. The default value means that the provider reported nothing.</remarks>
public readonly record struct TokenUsage
{
    /// <summary>Tokens of the request, including <see cref="CachedInputTokens"/> and <see cref="CacheWriteTokens"/>.</summary>
    public int InputTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider read from its prompt cache.</summary>
    public int CachedInputTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the provider wrote to its prompt cache and bills as a write.</summary>
    public int CacheWriteTokens { get; init; }

    /// <summary>Tokens of the answer, including <see cref="ReasoningTokens"/>.</summary>
    public int OutputTokens { get; init; }

    /// <summary>The part of <see cref="OutputTokens"/> that the model spent on reasoning.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Whether the provider reported any usage. An attempt without a report has an unknown cost, not a cost of zero.</summary>
    public bool IsReported => InputTokens != 0 || OutputTokens != 0;
}
