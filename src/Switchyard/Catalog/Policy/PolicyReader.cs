namespace Switchyard;

/// <summary>Reads <c>switchyard.json</c>.</summary>
public static class PolicyReader
{
    /// <summary>Reads a policy. It is usable only if no error was added.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="errors">What is wrong is added here.</param>
    /// <returns>What could be read; <see langword="null"/> if the text is no JSON object.</returns>
    public static Policy? Read(string file, string text, ICollection<ConfigurationError> errors)
    {
        var found = new List<ConfigurationError>();
        var policy = ConfigurationNodeReader.Read(file, text, found) is { } root ? Map(root, new ConfigurationNodeMapper(file, found)) : null;
        foreach (var error in found)
            errors.Add(error);
        return policy;
    }

    private static Policy? Map(ConfigurationNode root, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(root, "$schema", "tiers", "tasks", "rules", "classifier", "limits", "providers");
        if (root.Kind != ConfigurationKind.Object)
            return null;

        var tierRoutes = new Dictionary<Tier, RoutePolicy>();
        var places = new Dictionary<(Tier Tier, string Model), string>();
        var policy = new Policy
        {
            Tiers = mapper.Required(root, members, "tiers") is { } tiers ? MapTiers(tiers, tierRoutes, places, mapper) : new(),
            TierRoutes = tierRoutes,
            ModelPlaces = places,
        };
        if (members.TryGetValue("tasks", out var tasks))
            policy = policy with { Tasks = MapTasks(tasks, mapper) };
        if (members.TryGetValue("rules", out var rules))
            policy = policy with { Rules = RuleReader.Map(rules, [.. policy.Tiers.Keys], mapper) };
        if (members.TryGetValue("classifier", out var classifier))
            policy = policy with { Classifier = MapClassifier(classifier, mapper) };
        if (members.TryGetValue("limits", out var limits))
            policy = policy with { Limits = MapLimits(limits, mapper) };
        if (members.TryGetValue("providers", out var providers))
            policy = policy with { Providers = MapProviders(providers, mapper) };
        return policy;
    }

    private static Dictionary<Tier, IReadOnlyList<string>> MapTiers(
        ConfigurationNode node, Dictionary<Tier, RoutePolicy> routes, Dictionary<(Tier Tier, string Model), string> places, ConfigurationNodeMapper mapper)
    {
        var tiers = new Dictionary<Tier, IReadOnlyList<string>>();
        if (node.Kind == ConfigurationKind.Object && node.Members.Count == 0)
            mapper.Error(node, "tiers is empty; name at least one tier.");

        foreach (var member in mapper.Members(node, "cheap", "mid", "frontier"))
        {
            var tier = member.Key switch { "cheap" => Tier.Cheap, "mid" => Tier.Mid, _ => Tier.Frontier };
            var models = mapper.Members(member.Value, ["models", .. RoutePolicyReader.Members]);
            routes[tier] = RoutePolicyReader.Map(models, mapper);
            if (mapper.Required(member.Value, models, "models") is { } list)
                tiers[tier] = MapModels(list, tier, places, mapper);
        }

        return tiers;
    }

    private static Dictionary<string, RoutePolicy> MapTasks(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var tasks = new Dictionary<string, RoutePolicy>(StringComparer.Ordinal);
        foreach (var member in mapper.Members(node))
            tasks[member.Key] = RoutePolicyReader.Map(mapper.Members(member.Value, RoutePolicyReader.Members), mapper);
        return tasks;
    }

    private static List<string> MapModels(
        ConfigurationNode list, Tier tier, Dictionary<(Tier Tier, string Model), string> places, ConfigurationNodeMapper mapper)
    {
        var ids = new List<string>();
        foreach (var item in mapper.Items(list))
        {
            if (mapper.ModelId(item, ids, "this tier") is not { } id)
                continue;
            ids.Add(id);
            places[(tier, id)] = mapper.Place(item);
        }

        return ids;
    }

    private static ClassifierPolicy MapClassifier(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "model", "midFrom", "frontierFrom");
        var policy = new ClassifierPolicy
        {
            Model = members.TryGetValue("model", out var model) ? mapper.Text(model) : null,
            MidFrom = (double?)mapper.Amount(members.TryGetValue("midFrom", out var mid) ? mid : null),
            FrontierFrom = (double?)mapper.Amount(members.TryGetValue("frontierFrom", out var frontier) ? frontier : null),
        };
        if (policy.MidFrom > policy.FrontierFrom)
            mapper.Error(frontier!, "frontierFrom lies below midFrom; the frontier tier begins where the mid tier ends.");
        return policy;
    }

    private static Limits MapLimits(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "connect", "firstToken", "idle", "attempt", "deadline", "attempts", "costUsd");
        var defaults = new Limits();
        return new()
        {
            Connect = Duration("connect") ?? defaults.Connect,
            FirstToken = Duration("firstToken") ?? defaults.FirstToken,
            Idle = Duration("idle") ?? defaults.Idle,
            Attempt = Duration("attempt") ?? defaults.Attempt,
            Deadline = Duration("deadline") ?? defaults.Deadline,
            Attempts = mapper.PositiveInteger(Member("attempts")) ?? defaults.Attempts,
            CostUsd = mapper.Amount(Member("costUsd")),
        };

        ConfigurationNode? Member(string name) => members.TryGetValue(name, out var member) ? member : null;

        TimeSpan? Duration(string name) => mapper.Duration(Member(name));
    }

    private static Dictionary<string, ProviderPolicy> MapProviders(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var providers = new Dictionary<string, ProviderPolicy>(StringComparer.Ordinal);
        foreach (var member in mapper.Members(node))
        {
            var settings = mapper.Members(member.Value, "maxConcurrency", "endpoint", "regions");
            providers[member.Key] = new()
            {
                MaxConcurrency = settings.TryGetValue("maxConcurrency", out var limit) ? mapper.PositiveInteger(limit) : null,
                Endpoint = settings.TryGetValue("endpoint", out var endpoint) ? mapper.Address(endpoint) : null,
                Regions = settings.TryGetValue("regions", out var regions) ? mapper.Texts(regions) : null,
            };
        }

        return providers;
    }
}
