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
        if (task.Tier != Tier.Auto)
            return BuildRoute(policy, task, task.Tier, statistics, candidatesOf);

        // The classifier decides per prompt, when the prompt is there.
        Route[] tiers = [.. new[] { Tier.Cheap, Tier.Mid, Tier.Frontier }.Select(tier => BuildRoute(policy, task, tier, statistics, candidatesOf))];
        return new(tiers);
    }

    private static Route BuildRoute(
        Policy policy, TaskDefinition task, Tier tier, TaskStatistics statistics, Func<string, IReadOnlyList<Candidate>> candidatesOf)
    {
        var models = policy.Tiers.TryGetValue(tier, out var listed) ? listed : [];
        var settings = task.Route.Over(policy.Tasks.GetValueOrDefault(task.Id)).Over(policy.TierRoutes.GetValueOrDefault(tier));
        return new([.. models.SelectMany(candidatesOf).Take(Route.MaxCandidates)], tier, settings, policy.Limits, statistics);
    }
}
