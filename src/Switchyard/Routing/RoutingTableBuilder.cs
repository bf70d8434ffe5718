namespace Switchyard;

/// <summary>Builds routing tables from what is there now: policy, providers and tasks.</summary>
/// <param name="policy">The policy.</param>
/// <param name="candidatesOf">The candidates of a model, one for each key.</param>
/// <param name="find">What the catalog knows of a model.</param>
internal sealed class RoutingTableBuilder(Policy policy, Func<string, IReadOnlyList<Candidate>> candidatesOf, Func<string, CatalogEntry?> find)
{
    public RoutingTable Build(IReadOnlyDictionary<TaskDefinition, TaskStatistics> tasks)
    {
        var routes = new Route?[tasks.Count == 0 ? 0 : tasks.Keys.Max(task => task.Slot) + 1];
        foreach (var (task, statistics) in tasks)
            routes[task.Slot] = BuildRoute(task, statistics);

        return new(policy, routes) { Rules = policy.Rules.Count > 0 ? new(policy, this) : null };
    }

    /// <summary>The route that a rule chooses for a task.</summary>
    public Route Chosen(TaskDefinition task, Route route, RuleEffect effect)
    {
        var constraints = task.Constraints with { Models = effect.Models };
        var catalog = new TaskCatalog(policy, task.Id, constraints, task.Route, task.Requires, find);
        if (effect.Tier is { } tier)
            return route.IsOpen ? route.Exactly(tier) : BuildRoute(task, tier, catalog, route.Statistics);

        var tiers = effect.Models.Select(model => find(model)?.Model.Tier).Distinct().ToList();
        return BuildRoute(task, tiers is [{ } only] ? only : Tier.Auto, catalog, route.Statistics);
    }

    /// <summary>Says why settings leave a model out, whatever else a task asks for.</summary>
    public Func<string, RoutePolicy, Rejection> CheckOf(TaskDefinition task) =>
        new TaskCatalog(policy, task.Id, new(), new(), Capabilities.None, find).Check;

    private Route BuildRoute(TaskDefinition task, TaskStatistics statistics)
    {
        var catalog = new TaskCatalog(policy, task.Id, task.Constraints, task.Route, task.Requires, find);

        // The classifier decides per prompt, when the prompt is there. A task that names its models leaves it nothing to decide.
        return task.Tier == Tier.Auto && task.Constraints.Models.Count == 0
            ? new([.. new[] { Tier.Cheap, Tier.Mid, Tier.Frontier }.Select(tier => BuildRoute(task, tier, catalog, statistics))])
            : BuildRoute(task, task.Tier == Tier.Auto ? Tier.Frontier : task.Tier, catalog, statistics);
    }

    private Route BuildRoute(TaskDefinition task, Tier tier, TaskCatalog catalog, TaskStatistics statistics)
    {
        var settings = catalog.Settings(tier);
        Candidate[] candidates = [.. catalog.Models(tier).SelectMany(candidatesOf).Take(Route.MaxCandidates)];

        // What the build has found holds as long as the catalog says the same. One that has changed since is looked through again, once for each table.
        var isAsBuilt = task.Build is { } build && task.Tier == tier && build.Fingerprint == catalog.Fingerprint(tier);
        Rejection[] rejections =
        [
            .. candidates.Select(candidate => isAsBuilt && task.Build!.Candidates.Contains(candidate.FullId)
                ? Rejection.None
                : catalog.Check(candidate.FullId, settings)),
        ];
        var route = new Route(candidates, tier, settings, policy.Limits, statistics)
        {
            Rejections = rejections,
            IsAsBuilt = isAsBuilt,
            IsNamed = task.Constraints.Models.Count > 0,
        };
        var weaker = route;
        foreach (var above in catalog.Above(tier))
            weaker = Strengthen(weaker, above) ?? weaker;
        return route;

        Route? Strengthen(Route below, Tier above)
        {
            Candidate[] added =
            [
                .. catalog.Models(above)
                    .Except(below.Candidates.Select(candidate => candidate.FullId))
                    .SelectMany(candidatesOf)
                    .Take(Route.MaxCandidates - below.Candidates.Length),
            ];
            return added.Length == 0 ? null : below.Stronger = new([.. below.Candidates, .. added], above, settings, policy.Limits, statistics)
            {
                Rejections = [.. below.Rejections, .. added.Select(candidate => catalog.Check(candidate.FullId, settings))],
                IsAsBuilt = isAsBuilt,
                Weaker = below,
            };
        }
    }
}
