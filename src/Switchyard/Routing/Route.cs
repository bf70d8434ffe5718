using System.Collections.Concurrent;

namespace Switchyard;

/// <summary>
/// The ordered candidates of a task, with what a failure of one says about the others as bit masks, so that a failover step is a few
/// instructions. Immutable once it is published.
/// </summary>
internal sealed class Route
{
    /// <summary>As many as a mask has bits. A policy with more for one tier keeps its first.</summary>
    public const int MaxCandidates = 64;

    private readonly Route[]? _tiers;
    private readonly Rejection[]? _rejections;

    /// <summary>A route that is decided per prompt.</summary>
    /// <param name="tiers">The routes of the tiers, cheapest first.</param>
    public Route(Route[] tiers)
        : this([.. tiers.SelectMany(tier => tier.Candidates).Take(MaxCandidates)], Tier.Auto, tiers[0].Policy, new(), tiers[0].Statistics)
    {
        _tiers = tiers;
        Rejections = [.. tiers.SelectMany(tier => tier.Candidates.Select((_, index) => tier.RejectionOf(index))).Take(MaxCandidates)];
    }

    public Route(Candidate[] candidates, Tier tier, RoutePolicy policy, Limits limits, TaskStatistics statistics)
    {
        Candidates = candidates;
        Tier = tier;
        Policy = policy;
        Statistics = statistics;
        Strategy = policy.Strategy ?? RoutingStrategy.LowestCost;
        Weights = [.. candidates.Select(candidate => (double)(policy.Weights?.GetValueOrDefault(candidate.FullId, 1) ?? 1))];
        CeilingNanoUsd = Math.Min(Money.FromUsd(policy.MaxCostUsd) ?? long.MaxValue, Money.FromUsd(limits.CostUsd) ?? long.MaxValue);
        LatencyTicks = policy.MaxLatency?.Ticks ?? long.MaxValue;
        Attempts = Math.Min(policy.Attempts ?? int.MaxValue, limits.Attempts);
        Eligible = Mask(static _ => true);
        SameModel = Masks((one, other) => one.FullId == other.FullId);
        SameProvider = Masks((one, other) => one.ProviderId == other.ProviderId);
        SameKey = Masks((one, other) => one.ProviderId == other.ProviderId && one.Key == other.Key);
        NoLargerWindow = Masks((one, other) =>
            one.FullId == other.FullId || (one.Model.ContextWindow is { } window && other.Model.ContextWindow <= window));
    }

    private Route(Route other, ForwardBounds bounds)
    {
        (Candidates, Tier, Policy, Statistics, Strategy) = (other.Candidates, other.Tier, other.Policy, other.Statistics, other.Strategy);
        (Weights, SameModel, SameKey, SameProvider, NoLargerWindow) = (other.Weights, other.SameModel, other.SameKey, other.SameProvider, other.NoLargerWindow);
        (Eligible, _rejections, IsAsBuilt, Attempts) = (other.Eligible, other._rejections, other.IsAsBuilt, other.Attempts);
        (IsNamed, RuleNames, Cache, Bounds) = (other.IsNamed, other.RuleNames, other.Cache, bounds);
        CeilingNanoUsd = Math.Min(other.CeilingNanoUsd, bounds.CeilingNanoUsd);
        LatencyTicks = Math.Min(other.LatencyTicks, bounds.LatencyTicks);
        _tiers = other._tiers is { } tiers ? [.. tiers.Select(tier => tier.Within(bounds))] : null;
    }

    private Route(Route other, IReadOnlyList<RoutingRule> rules, Func<string, RoutePolicy, Rejection> check, string names)
        : this(other, other.Bounds)
    {
        RuleNames = names;
        CeilingNanoUsd = other.CeilingNanoUsd;
        LatencyTicks = other.LatencyTicks;
        foreach (var (bounds, cache) in rules.Select(rule => (rule.Then.Bounds, rule.Then.Cache)))
        {
            Cache = Stricter.Of(Cache, cache);
            CeilingNanoUsd = Math.Min(CeilingNanoUsd, Money.FromUsd(bounds.MaxCostUsd) ?? long.MaxValue);
            LatencyTicks = Math.Min(LatencyTicks, bounds.MaxLatency?.Ticks ?? long.MaxValue);
            Attempts = Math.Min(Attempts, bounds.Attempts ?? int.MaxValue);
            Policy = Policy with { MaxTokens = Stricter.Of(Policy.MaxTokens, bounds.MaxTokens) };
        }

        Rejections = [.. Candidates.Select((candidate, index) => rules
            .Select(rule => check(candidate.FullId, rule.Then.Bounds))
            .Prepend(other.RejectionOf(index))
            .FirstOrDefault(static rejection => rejection != Rejection.None))];
        _tiers = other._tiers is { } tiers ? [.. tiers.Select(tier => tier.Under(rules, check, names))] : null;
    }

    public Candidate[] Candidates { get; }

    /// <summary>The tier whose candidates these are, the strongest if they are of several; <see cref="Tier.Auto"/> while that is open.</summary>
    public Tier Tier { get; }

    /// <summary>
    /// This route with the candidates of a stronger tier behind its own, for when an answer does not fit; <see langword="null"/> if task and policy do
    /// not want it, or no tier has others. What stands for a candidate here stands for it there.
    /// </summary>
    public Route? Stronger { get; set; }

    /// <summary>The route whose candidates stand before those of this tier; <see langword="null"/> if these are all.</summary>
    public Route? Weaker { get; init; }

    /// <summary>The candidates of the route's own tier.</summary>
    public ulong OfTier => Weaker is null ? ulong.MaxValue : ulong.MaxValue << Weaker.Candidates.Length;

    /// <summary>The tier that a candidate is of.</summary>
    public Tier TierOf(int index) => index < Weaker?.Candidates.Length ? Weaker.TierOf(index) : Tier;

    /// <summary>Whether it is decided per prompt, by the classifier.</summary>
    public bool IsOpen => _tiers is not null;

    /// <summary>The same route under what a request itself allows, if that is stricter.</summary>
    public Route Within(ForwardBounds bounds) => bounds == ForwardBounds.None ? this : Within(bounds, null);

    /// <summary>The same route under rules that narrow it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="check">Why settings leave a model out, by its full id.</param>
    /// <param name="names">The names of all rules that decide about the call.</param>
    public Route Under(IReadOnlyList<RoutingRule> rules, Func<string, RoutePolicy, Rejection> check, string names) => Under(rules, check, names, null);

    /// <summary>
    /// The route of a tier, of a route that is decided per prompt: of the next one up that has candidates which can answer, or else of the next one down.
    /// </summary>
    public Route Of(Tier tier)
    {
        for (var index = (int)tier - 1; index < _tiers!.Length; index++)
        {
            if (_tiers[index].Eligible != 0)
                return _tiers[index];
        }

        return Array.FindLast(_tiers, static route => route.Eligible != 0) ?? Array.FindLast(_tiers, static route => route.Candidates.Length > 0) ?? _tiers[^1];
    }

    /// <summary>The route that has a model, of a route that is decided per prompt; itself if none has.</summary>
    public Route With(string model) => Array.Find(_tiers!, route => ModelChoice.Of(route, model) != 0) ?? this;

    /// <summary>The route of one tier, of a route that is decided per prompt, whether it has candidates or not.</summary>
    public Route Exactly(Tier tier) => _tiers![(int)tier - 1];

    /// <summary>Whether task or request name its models themselves.</summary>
    public bool IsNamed { get; init; }

    /// <summary>What the request itself allows.</summary>
    public ForwardBounds Bounds { get; private init; } = ForwardBounds.None;

    /// <summary>The names of the rules that decided about it, with commas between; <see langword="null"/> for none.</summary>
    public string? RuleNames { get; private init; }

    /// <summary>How long rules allow an answer to be given again; <see langword="null"/>: none does.</summary>
    public TimeSpan? Cache { get; private init; }

    /// <summary>What it becomes under rules, by those that match and whether the models are named. Made when a call first needs it.</summary>
    public ConcurrentDictionary<(ulong Matched, bool IsNamed), Route> Ruled { get; } = new();

    /// <summary>What task, policy and tier say of the route, combined.</summary>
    public RoutePolicy Policy { get; }

    public TaskStatistics Statistics { get; }

    public RoutingStrategy Strategy { get; }

    /// <summary>Why each candidate cannot answer, whatever the call. Default: all can.</summary>
    public Rejection[] Rejections
    {
        get => _rejections ?? new Rejection[Candidates.Length];
        init
        {
            _rejections = value;
            Eligible = 0;
            for (var index = 0; index < value.Length; index++)
                Eligible |= value[index] == Rejection.None ? 1UL << index : 0;
        }
    }

    /// <summary>The candidates that can answer some call.</summary>
    public ulong Eligible { get; private init; }

    /// <summary>Whether the catalog is the one that the build saw.</summary>
    public bool IsAsBuilt { get; init; }

    /// <summary>Why a candidate cannot answer, whatever the call.</summary>
    public Rejection RejectionOf(int index) => _rejections is null ? Rejection.None : _rejections[index];

    /// <summary>The attempt budget of a call.</summary>
    public int Attempts { get; }

    /// <summary>For each candidate its weight.</summary>
    public double[] Weights { get; }

    /// <summary>What a call may cost; <see cref="long.MaxValue"/> for no ceiling.</summary>
    public long CeilingNanoUsd { get; }

    /// <summary>The latency budget; <see cref="long.MaxValue"/> for none.</summary>
    public long LatencyTicks { get; }

    /// <summary>For each candidate those with the same model, whatever the key.</summary>
    public ulong[] SameModel { get; }

    /// <summary>For each candidate those of the same provider.</summary>
    public ulong[] SameProvider { get; }

    /// <summary>For each candidate those with the same key.</summary>
    public ulong[] SameKey { get; }

    /// <summary>For each candidate those whose context window is known and not larger, and itself.</summary>
    public ulong[] NoLargerWindow { get; }

    private Route Within(ForwardBounds bounds, Route? weaker)
    {
        var route = new Route(this, bounds) { Weaker = weaker };
        route.Stronger = Stronger?.Within(bounds, route);
        return route;
    }

    private Route Under(IReadOnlyList<RoutingRule> rules, Func<string, RoutePolicy, Rejection> check, string names, Route? weaker)
    {
        var route = new Route(this, rules, check, names) { Weaker = weaker };
        route.Stronger = Stronger?.Under(rules, check, names, route);
        return route;
    }

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
