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

        return new(policy, routes);
    }

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
        return new(candidates, tier, settings, policy.Limits, statistics) { Rejections = rejections, IsAsBuilt = isAsBuilt };
    }
}
