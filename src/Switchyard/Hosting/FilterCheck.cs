namespace Switchyard;

/// <summary>Holds the providers that the policy's filters name against those that are there: a misspelt one would filter nothing.</summary>
internal static class FilterCheck
{
    /// <summary>The providers that are named and not there, one sentence each. One without a key is there.</summary>
    public static List<string> Problems(ProviderRegistry registry)
    {
        // Most likely it is among what was refused, and that has its sentence.
        if (registry.Refusals.Count > 0)
            return [];

        var policy = registry.Policy;
        return
        [
            .. policy.TierRoutes.SelectMany(tier => Unknown(registry, $"The tier {tier.Key.ToString().ToLowerInvariant()}", tier.Value)),
            .. policy.Tasks.SelectMany(task => Unknown(registry, $"The policy of the task {task.Key}", task.Value)),
            .. policy.Rules.SelectMany(rule => Unknown(registry, $"The rule {rule.Name}", rule.Then.Bounds)),
        ];
    }

    private static IEnumerable<string> Unknown(ProviderRegistry registry, string owner, RoutePolicy route) =>
        Unknown(registry, owner, "only", route.Only, route).Concat(Unknown(registry, owner, "avoid", route.Avoid, route));

    private static IEnumerable<string> Unknown(ProviderRegistry registry, string owner, string filter, IReadOnlyList<string>? ids, RoutePolicy route)
    {
        foreach (var id in (ids ?? []).Distinct().Where(id => registry.FindManifest(id) is null))
        {
            var place = route.ProviderPlaces is { } places && places.TryGetValue(id, out var known) ? $"{known}: " : "";
            var nearest = NearestNames.Of(id, registry.ProviderIds);
            var hint = nearest.Count > 0 ? $"the nearest is {nearest[0]}" : $"loaded are {string.Join(", ", registry.ProviderIds)}";
            yield return $"{place}{owner} names {id} in \"{filter}\", but no provider {id} is loaded ({hint}); mend the id, add its {id}{ProviderManifest.FileSuffix} or take it out.";
        }
    }
}
