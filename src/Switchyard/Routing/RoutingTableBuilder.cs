namespace Switchyard;

/// <summary>Builds routing tables from what is there now: policy, providers and tasks.</summary>
internal static class RoutingTableBuilder
{
    public static RoutingTable Build(Policy policy, IReadOnlyCollection<TaskDefinition> tasks, Func<string, IReadOnlyList<Candidate>> candidatesOf)
    {
        var routes = new Route?[tasks.Count == 0 ? 0 : tasks.Max(task => task.Slot) + 1];
        foreach (var task in tasks)
            routes[task.Slot] = BuildRoute(policy, task, candidatesOf);

        return new(policy, routes);
    }

    private static Route BuildRoute(Policy policy, TaskDefinition task, Func<string, IReadOnlyList<Candidate>> candidatesOf) =>
        new([.. ModelsOf(policy, task.Tier)
            .SelectMany(candidatesOf)
            .Where(candidate => candidate.Has(task.Requires))
            .Take(Route.MaxCandidates)]);

    // Until the classifier decides per prompt, Auto is the middle: never the cheapest by guess, never the dearest.
    private static IReadOnlyList<string> ModelsOf(Policy policy, Tier tier) =>
        policy.Tiers.TryGetValue(tier == Tier.Auto ? Tier.Mid : tier, out var models) ? models : [];
}
