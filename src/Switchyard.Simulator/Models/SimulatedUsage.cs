namespace Switchyard.Simulator;

/// <summary>The tokens of one request, counted by <see cref="SimulatedTokens"/>. All zero or more.</summary>
/// <param name="InputTokens">The whole prompt, cached parts included.</param>
/// <param name="CachedInputTokens">The part of the input that the prompt cache served.</param>
/// <param name="CacheWriteTokens">The part of the input that was written to the prompt cache, where the model reports writes.</param>
/// <param name="OutputTokens">The answer as far as it was produced, reasoning included.</param>
/// <param name="ReasoningTokens">The part of the output that was hidden reasoning.</param>
public sealed record SimulatedUsage(
    int InputTokens = 0, int CachedInputTokens = 0, int CacheWriteTokens = 0, int OutputTokens = 0, int ReasoningTokens = 0)
{
    /// <summary>Nothing used.</summary>
    public static SimulatedUsage None { get; } = new();
}
