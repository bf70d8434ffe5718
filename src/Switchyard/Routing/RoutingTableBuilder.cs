namespace Switchyard;

/// <summary>Builds routing tables from what is there now: policy, providers and tasks.</summary>
internal static class RoutingTableBuilder
{
    public static RoutingTable Build(
        Policy policy,
        IReadOnlyDictionary<TaskDefinition, TaskStatistics> tasks,
        Func<string, IReadOnlyList<Candidate>> candidatesOf)
    {
        var routes = new Route?[tasks.Count == 0 ? 0 : tasks.Keys.Max(task => task.Slot) + 1];
        foreach (var (task, statistics) in tasks)
            routes[task.Slot] = BuildRoute(policy, task, statistics, candidatesOf);

        return new(policy, routes);
    }

    private static Route BuildRoute(
        Policy policy, TaskDefinition task, TaskStatistics statistics, Func<string, IReadOnlyList<Candidate>> candidatesOf)
    {
        // Until the classifier decides per prompt, Auto is the middle: never the cheapest by guess, never the dearest.
        var tier = task.Tier == Tier.Auto ? Tier.Mid : task.Tier;
        var models = policy.Tiers.TryGetValue(tier, out var listed) ? listed : [];
        var settings = task.Route.Over(policy.Tasks.GetValueOrDefault(task.Id)).Over(policy.TierRoutes.GetValueOrDefault(tier));
        return new([.. models.SelectMany(candidatesOf).Take(Route.MaxCandidates)], settings, policy.Limits, statistics);
    }
}
