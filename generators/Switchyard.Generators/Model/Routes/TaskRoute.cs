namespace Switchyard.Generators;

/// <summary>What policy and manifests say of one task.</summary>
/// <param name="HasPolicy">Whether there is a policy without mistake at all.</param>
/// <param name="IsJudged">Whether there are manifests to judge the models by; otherwise every model that the policy lists is a candidate.</param>
/// <param name="Models">The models in the policy's order.</param>
/// <param name="Fingerprint">What the candidates follow from; 0 if they are decided per prompt.</param>
/// <param name="Attempts">The most attempts.</param>
/// <param name="WorstCost">What a call can cost at most, in USD; <see langword="null"/> if nothing bounds it.</param>
/// <param name="WorstTime">How long a call can take at most.</param>
internal sealed record TaskRoute(
    bool HasPolicy, bool IsJudged, EquatableArray<RouteCandidate> Models, ulong Fingerprint, int Attempts, decimal? WorstCost, TimeSpan WorstTime)
{
    public static TaskRoute Unknown { get; } = new(false, false, default, 0, 0, null, default);

    /// <summary>The models of stronger tiers that are asked when an answer does not fit; none unless task or policy says so, or if the tier is decided per prompt.</summary>
    public EquatableArray<RouteCandidate> Stronger { get; init; }

    public IEnumerable<RouteCandidate> Candidates => Models.Where(model => model.Rejection == Rejection.None);

    public IEnumerable<RouteCandidate> LeftOut => Models.Where(model => model.Rejection != Rejection.None);
}
