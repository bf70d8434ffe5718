namespace Switchyard;

/// <summary>
/// The ordered candidates of a task, with what a failure of one says about the others as bit masks, so that a failover step is a few
/// instructions. Immutable.
/// </summary>
internal sealed class Route
{
    /// <summary>As many as a mask has bits. A policy with more for one tier keeps its first.</summary>
    public const int MaxCandidates = 64;

    public Route(Candidate[] candidates, RoutePolicy policy, Limits limits, TaskStatistics statistics)
    {
        Candidates = candidates;
        Policy = policy;
        Statistics = statistics;
        Strategy = policy.Strategy ?? RoutingStrategy.LowestCost;
        Weights = [.. candidates.Select(candidate => (double)(policy.Weights?.GetValueOrDefault(candidate.FullId, 1) ?? 1))];
        CeilingNanoUsd = Math.Min(Money.FromUsd(policy.MaxCostUsd) ?? long.MaxValue, Money.FromUsd(limits.CostUsd) ?? long.MaxValue);
        LatencyTicks = policy.MaxLatency?.Ticks ?? long.MaxValue;
        SameModel = Masks((one, other) => one.FullId == other.FullId);
        SameKey = Masks((one, other) => one.ProviderId == other.ProviderId && one.Key == other.Key);
        NoLargerWindow = Masks((one, other) =>
            one.FullId == other.FullId || (one.Model.ContextWindow is { } window && other.Model.ContextWindow <= window));
    }

    public Candidate[] Candidates { get; }

    /// <summary>What task, policy and tier say of the route, combined.</summary>
    public RoutePolicy Policy { get; }

    public TaskStatistics Statistics { get; }

    public RoutingStrategy Strategy { get; }

    /// <summary>For each candidate its weight.</summary>
    public double[] Weights { get; }

    /// <summary>What a call may cost; <see cref="long.MaxValue"/> for no ceiling.</summary>
    public long CeilingNanoUsd { get; }

    /// <summary>The latency budget; <see cref="long.MaxValue"/> for none.</summary>
    public long LatencyTicks { get; }

    /// <summary>For each candidate those with the same model, whatever the key.</summary>
    public ulong[] SameModel { get; }

    /// <summary>For each candidate those with the same key.</summary>
    public ulong[] SameKey { get; }

    /// <summary>For each candidate those whose context window is known and not larger, and itself.</summary>
    public ulong[] NoLargerWindow { get; }

    private ulong[] Masks(Func<Candidate, Candidate, bool> belongs) =>
        [.. Candidates.Select(one => Mask(other => belongs(one, other)))];

    private ulong Mask(Func<Candidate, bool> belongs)
    {
        var mask = 0UL;
        for (var index = 0; index < Candidates.Length; index++)
        {
            if (belongs(Candidates[index]))
                mask |= 1UL << index;
        }

        return mask;
    }
}
