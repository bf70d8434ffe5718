using System.Collections.Concurrent;

namespace Switchyard;

/// <summary>
/// Says what the <c>model</c> of a forwarded request stands for: a tier, <c>auto</c>, a task of the policy, a model by its full id or by the
/// provider's own. What was found is kept until the next routing table.
/// </summary>
internal sealed class ForwardRoutes(Router router)
{
    // Clients use few names. One that makes up new bounds for each request must not fill the memory.
    private const int MostKept = 1024;

    private readonly ConcurrentDictionary<string, Asked> _asked = new(StringComparer.Ordinal);
    private Kept? _kept;

    /// <summary>Every name that a request may give: tiers, <c>auto</c>, tasks and full ids of models that can be called.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var policy = router.Registry.Policy;
            return
            [
                TierNames.Of(Tier.Auto),
                .. policy.Tiers.Keys.Order().Select(TierNames.Of),
                .. policy.Tasks.Keys.Order(StringComparer.Ordinal),
                .. router.Registry.AllCandidates.Select(candidate => candidate.FullId).Distinct(),
            ];
        }
    }

    /// <summary>Finds the route of one name.</summary>
    public ForwardMatch Find(ReadOnlySpan<char> model)
    {
        var kept = Current();
        if (kept.Lookup.TryGetValue(model, out var route))
            return new() { Route = route };

        var text = model.ToString();
        if (ForwardName.Read(text, out var name, out var bounds) is { } problem)
            return new() { Problem = problem };

        var match = FindNamed(name);
        if (match.Route is null)
            return match;
        if (bounds != ForwardBounds.None)
            match = match with { Route = match.Route with { Route = match.Route.Route.Within(bounds), IsBounded = true } };
        if (kept.Routes.Count < MostKept)
            kept.Routes[text] = match.Route;
        return match;
    }

    /// <summary>Finds the route over several models, in their order.</summary>
    public ForwardMatch Find(IReadOnlyList<string> models)
    {
        if (models.Count == 1)
            return Find(models[0]);

        var candidates = new List<Candidate>();
        RoutingTable? table = null;
        var disabled = new List<string>();
        for (var index = 0; index < models.Count; index++)
        {
            var match = Find(models[index]);
            if (match.Route is null && !match.IsDisabled)
                return match with { Index = index };
            if (match.Route is { Route.IsOpen: true })
                return new() { Problem = $"\"{models[index]}\" is decided per prompt, so it has no place in an order; name it as the model, alone.", Index = index };

            if (match.Route is null)
                disabled.Add(match.Problem!);
            else
                candidates.AddRange(match.Route.Route.Candidates.Except(candidates));
            table = match.Route?.Table ?? table;
        }

        if (table is null)
            return new() { Problem = string.Join(" ", disabled), IsDisabled = true };

        var asked = AskedAs("models", Tier.Auto);
        return new() { Route = new(asked.Task, table, RouteOver(candidates, RoutingStrategy.Ordered, table.Policy, asked.Statistics)) };
    }

    private ForwardMatch FindNamed(string name)
    {
        var policy = router.Registry.Policy;
        if (TierNames.TryParse(name, out var tier))
        {
            return tier == Tier.Auto || policy.Tiers.ContainsKey(tier)
                ? Learned(AskedAs(TierNames.Of(tier), tier).Task)
                : new() { Problem = $"The policy has no tier \"{TierNames.Of(tier)}\"; it has {string.Join(", ", policy.Tiers.Keys.Order().Select(TierNames.Of))}.", IsUnknown = true };
        }

        return policy.Tasks.ContainsKey(name) ? Learned(AskedAs(name, Tier.Auto).Task) : FindModel(name);
    }

    private ForwardMatch Learned(TaskDefinition task)
    {
        var route = router.RouteOf(task, out var table);
        return route.Candidates.Length > 0
            ? new() { Route = new(task, table, route) }
            : new() { Problem = $"No model of \"{task.Id}\" can be called: their providers have no key, or are not loaded.", IsDisabled = true };
    }

    private ForwardMatch FindModel(string name)
    {
        var registry = router.Registry;
        List<Candidate> candidates = [.. registry.CandidatesOf(name)];
        if (candidates.Count == 0 && router.FindModel(name) is not null)
        {
            var (provider, _) = registry.Split(name);
            return new() { Problem = $"\"{name}\" cannot be called because {registry.WhyDisabled(provider)}.", IsDisabled = true };
        }

        if (candidates.Count == 0)
            candidates = [.. registry.AllCandidates.Where(candidate => candidate.Model.Id == name)];
        if (candidates.Count == 0)
            return new() { Problem = Unknown(name), IsUnknown = true };

        var table = router.Table;
        var asked = AskedAs(name, Tier.Auto);
        return new() { Route = new(asked.Task, table, RouteOver(candidates, RoutingStrategy.LowestCost, table.Policy, asked.Statistics)) };
    }

    private string Unknown(string name)
    {
        var nearest = NearestNames.Of(name, Names);
        return nearest.Count == 0
            ? $"There is no model \"{Shortened(name)}\"; GET /v1/models lists what there is."
            : $"There is no model \"{Shortened(name)}\"; the nearest are {string.Join(", ", nearest)}.";
    }

    private static string Shortened(string name) => name.Length <= 100 ? name : name[..100] + "…";

    private static Route RouteOver(List<Candidate> candidates, RoutingStrategy strategy, Policy policy, TaskStatistics statistics) => new(
        [.. candidates.Take(Route.MaxCandidates)],
        candidates.Select(candidate => candidate.Model.Tier).Distinct().ToArray() is [{ } only] ? only : Tier.Auto,
        new() { Strategy = strategy },
        policy.Limits,
        statistics)
    {
        IsNamed = true,
    };

    private Asked AskedAs(string name, Tier tier) => _asked.GetOrAdd(name, static (name, tier) => new(new(name, tier), new()), tier);

    private Kept Current()
    {
        var table = router.Table;
        var kept = Volatile.Read(ref _kept);
        if (kept?.Table == table)
            return kept;

        kept = new(table);
        Volatile.Write(ref _kept, kept);
        return kept;
    }

    private sealed record Asked(TaskDefinition Task, TaskStatistics Statistics);

    private sealed class Kept(RoutingTable table)
    {
        public RoutingTable Table => table;

        public ConcurrentDictionary<string, ForwardRoute> Routes { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, ForwardRoute>.AlternateLookup<ReadOnlySpan<char>> Lookup => Routes.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
