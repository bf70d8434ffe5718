namespace Switchyard;

/// <summary>Holds the policy against the providers that are there.</summary>
internal static class PolicyCheck
{
    /// <summary>What keeps the router from being made, one sentence each.</summary>
    public static List<string> Problems(ProviderRegistry registry)
    {
        var problems = new List<string>(registry.Refusals);
        if (registry.Policy.Tiers.Count == 0)
            problems.Add("The policy has no tiers; name at least one with its models.");

        foreach (var (tier, models) in registry.Policy.Tiers)
        {
            problems.AddRange(models.Select(model => Unknown(registry, InTier(registry.Policy, tier, model), model)).OfType<string>());
            if (models.Count == 0)
                problems.Add($"The tier {Name(tier)} has no models; name some in the policy.");
        }

        foreach (var rule in registry.Policy.Rules)
            problems.AddRange(rule.Then.Models.Select((model, index) => Unknown(registry, InRule(rule, model, index), model)).OfType<string>());
        problems.AddRange(FilterCheck.Problems(registry));

        if (problems.Count > 0)
            return problems;

        // One tier without a key is a warning: the others work. No tier with a key is a router that can answer nothing.
        var all = registry.Policy.Tiers.Values.SelectMany(tier => tier).ToList();
        if (all.All(model => registry.CandidatesOf(model).Count == 0))
            problems.Add($"No tier has a usable model: {string.Join("; ", MissingKeys(registry, all))}.");
        return problems;
    }

    /// <summary>The tiers in which every provider is disabled, a sentence each.</summary>
    public static List<string> UnusableTiers(ProviderRegistry registry) =>
        [.. registry.Policy.Tiers
            .Where(tier => tier.Value.All(model => registry.CandidatesOf(model).Count == 0))
            .Select(tier => $"The tier {Name(tier.Key)} has no usable model: {string.Join("; ", MissingKeys(registry, tier.Value))}.")];

    /// <summary>The rules whose models cannot be called, a sentence each.</summary>
    public static List<string> UnusableRules(ProviderRegistry registry) =>
        [.. registry.Policy.Rules
            .Where(rule => rule.Then.Models.Count > 0 && rule.Then.Models.All(model => registry.CandidatesOf(model).Count == 0))
            .Select(rule => $"The rule {rule.Name} is passed over, since it has no usable model: {string.Join("; ", MissingKeys(registry, rule.Then.Models))}.")];

    /// <summary>The tiers with more candidates than a route holds, a sentence each.</summary>
    public static List<string> CutTiers(ProviderRegistry registry) =>
        [.. registry.Policy.Tiers
            .Select(tier => (tier.Key, Count: tier.Value.Sum(model => registry.CandidatesOf(model).Count)))
            .Where(tier => tier.Count > Route.MaxCandidates)
            .Select(tier => $"The tier {Name(tier.Key)} has {tier.Count} candidates (models times keys), of which the first {Route.MaxCandidates} are asked; name fewer in the policy.")];

    private static string InTier(Policy policy, Tier tier, string model) =>
        $"{(policy.ModelPlaces.TryGetValue((tier, model), out var place) ? place + ": " : "")}The policy names {model} in tier {Name(tier)}";

    private static string InRule(RoutingRule rule, string model, int index)
    {
        var place = index < rule.Then.ModelPlaces.Count ? rule.Then.ModelPlaces[index] : rule.Place;
        return $"{(place is null ? "" : place + ": ")}The rule {rule.Name} names {model}";
    }

    private static string? Unknown(ProviderRegistry registry, string named, string model)
    {
        var (provider, id) = registry.Split(model);
        if (registry.FindManifest(provider) is not { } manifest)
        {
            // Most likely it is among what was refused. That has its sentence, and "add it" would be a wrong one.
            if (registry.Refusals.Count > 0)
                return null;
            return $"{named}, but no provider {provider} is loaded ({Known(registry)}); "
                + $"add its {provider}{ProviderManifest.FileSuffix} or take the model out.";
        }

        return manifest.Models.Any(entry => entry.Id == id)
            ? null
            : $"{named}, but {Path.GetFileName(manifest.File)} has no model {id}; mend the id or add the model.";
    }

    private static IEnumerable<string> MissingKeys(ProviderRegistry registry, IReadOnlyList<string> models) =>
        models.Select(model => registry.Split(model).Provider).Distinct()
            .Select(provider => $"{provider} is disabled because {registry.WhyDisabled(provider)}");

    private static string Known(ProviderRegistry registry) =>
        registry.ProviderIds.Count == 0 ? "none is" : $"loaded are {string.Join(", ", registry.ProviderIds)}";

    private static string Name(Tier tier) => tier.ToString().ToLowerInvariant();
}
