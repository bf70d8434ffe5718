namespace Switchyard;

/// <summary>
/// The ordered candidates of a task, with what a failure of one says about the others as bit masks, so that a failover step is a few
/// instructions. Immutable.
/// </summary>
internal sealed class Route
{
    /// <summary>As many as a mask has bits. A policy with more for one tier keeps its first.</summary>
    public const int MaxCandidates = 64;

    public Route(Candidate[] candidates)
    {
        Candidates = candidates;
        SameModel = Masks((one, other) => one.FullId == other.FullId);
        SameKey = Masks((one, other) => one.ProviderId == other.ProviderId && one.Key == other.Key);
        NoLargerWindow = Masks((one, other) => one.Model.ContextWindow is { } window && other.Model.ContextWindow <= window);
        Schema = Mask(candidate => candidate.Has(Capabilities.Schema));
    }

    public Candidate[] Candidates { get; }

    /// <summary>A bit for each candidate.</summary>
    public ulong All => Candidates.Length == MaxCandidates ? ulong.MaxValue : (1UL << Candidates.Length) - 1;

    /// <summary>For each candidate those with the same model, whatever the key.</summary>
    public ulong[] SameModel { get; }

    /// <summary>For each candidate those with the same key.</summary>
    public ulong[] SameKey { get; }

    /// <summary>For each candidate those whose context window is known and not larger. Itself too, if its window is known.</summary>
    public ulong[] NoLargerWindow { get; }

    /// <summary>The candidates that hold to a schema.</summary>
    public ulong Schema { get; }

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
