namespace Switchyard;

/// <summary>What a plan takes from the call.</summary>
internal readonly ref struct PlanInput
{
    public Capabilities Requires { get; init; }

    /// <summary>The timestamp.</summary>
    public long Now { get; init; }

    /// <summary>Estimated tokens of the request, before each model's calibration.</summary>
    public int InputTokens { get; init; }

    /// <summary>Expected tokens of the answer.</summary>
    public int OutputTokens { get; init; }

    /// <summary>The most tokens that the answer may have; 0 for no limit of the call's own.</summary>
    public int MaxTokens { get; init; }

    /// <summary>What the call may still cost, in nano-dollars; <see cref="long.MaxValue"/> for no ceiling.</summary>
    public long CeilingNanoUsd { get; init; }

    /// <summary>The latency budget in <see cref="TimeSpan"/> ticks; <see cref="long.MaxValue"/> for none.</summary>
    public long LatencyTicks { get; init; }

    /// <summary>
    /// For each candidate the tokens of the request that its prompt cache is expected to serve; empty for none. A candidate whose cache is cold
    /// is dearer by the difference, which is how the price of a hop enters the order.
    /// </summary>
    public ReadOnlySpan<int> CachedTokens { get; init; }
}
