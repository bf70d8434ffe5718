namespace Switchyard.Generators;

/// <summary>What a call may take at most.</summary>
/// <param name="CostUsd">USD; <see langword="null"/> for no ceiling.</param>
/// <param name="Latency">The latency budget; <see langword="null"/> for none.</param>
/// <param name="MaxTokens">Tokens of the answer; <see langword="null"/> for the model's own limit.</param>
internal sealed record TaskCeilings(decimal? CostUsd, TimeSpan? Latency, int? MaxTokens);
