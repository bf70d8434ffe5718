namespace Switchyard;

/// <summary>What an attempt may use at most, fixed before it starts.</summary>
/// <param name="MaxTokens">The most tokens that the answer may have; 0 for no limit.</param>
/// <param name="WorstNanoUsd">What it costs at most, in nano-dollars; 0 without a ceiling.</param>
internal readonly record struct Reservation(int MaxTokens, long WorstNanoUsd);
