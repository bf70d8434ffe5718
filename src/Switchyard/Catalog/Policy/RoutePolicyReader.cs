namespace Switchyard;

/// <summary>Reads the routing settings of a tier or a task.</summary>
internal static class RoutePolicyReader
{
    /// <summary>The members it reads; a tier has <c>models</c> besides.</summary>
    public static readonly string[] Members =
    [
        "strategy", "weights", "maxCostUsd", "maxLatency", "maxTokens", "attempts", "only", "avoid", "residency", "hedge", "resume", "delivery",
        "nextOnContentFiltered", "escalate",
    ];

    public static RoutePolicy Map(Dictionary<string, ConfigurationNode> members, ConfigurationNodeMapper mapper)
    {
        return new()
        {
            Strategy = mapper.Choice<RoutingStrategy>(Member("strategy"), ("lowest-cost", RoutingStrategy.LowestCost),
                ("lowest-latency", RoutingStrategy.LowestLatency), ("weighted", RoutingStrategy.Weighted), ("ordered", RoutingStrategy.Ordered)),
            Weights = Member("weights") is { } weights ? MapWeights(weights, mapper) : null,
            MaxCostUsd = mapper.Amount(Member("maxCostUsd")),
            MaxLatency = mapper.Duration(Member("maxLatency")),
            MaxTokens = mapper.PositiveInteger(Member("maxTokens")),
            Attempts = mapper.PositiveInteger(Member("attempts")),
            Only = Member("only") is { } only ? mapper.Texts(only) : null,
            Avoid = Member("avoid") is { } avoid ? mapper.Texts(avoid) : null,
            ProviderPlaces = MapPlaces(Member("only"), Member("avoid"), mapper),
            Residency = Member("residency") is { } residency ? mapper.Texts(residency) : null,
            Hedge = mapper.Boolean(Member("hedge")),
            Resume = mapper.Choice<StreamResume>(Member("resume"), ("auto", StreamResume.Auto), ("never", StreamResume.Never)),
            Delivery = mapper.Choice<StreamDelivery>(
                Member("delivery"), ("immediate", StreamDelivery.Immediate), ("buffered", StreamDelivery.Buffered)),
            NextOnContentFiltered = mapper.Boolean(Member("nextOnContentFiltered")),
            Escalate = mapper.Boolean(Member("escalate")),
        };

        ConfigurationNode? Member(string name) => members.TryGetValue(name, out var member) ? member : null;
    }

    /// <summary>Where providers stand in filters, each where it stands first; <see langword="null"/> without a filter. Filters that leave nobody are a mistake.</summary>
    public static IReadOnlyDictionary<string, string>? MapPlaces(ConfigurationNode? only, ConfigurationNode? avoid, ConfigurationNodeMapper mapper)
    {
        if (only is null && avoid is null)
            return null;

        if (only is { Items.Count: > 0 } && avoid is not null && only.Items.All(item => avoid.Items.Any(other => other.Kind == item.Kind && other.Text == item.Text)))
            mapper.Error(only, "This leaves nobody: \"avoid\" takes out all that \"only\" allows; take one out.");

        var items = (only?.Items ?? []).Concat(avoid?.Items ?? []).Where(item => item.Kind == ConfigurationKind.String);
        return items.GroupBy(item => item.Text, StringComparer.Ordinal).ToDictionary(same => same.Key, same => mapper.Place(same.First()), StringComparer.Ordinal);
    }

    private static Dictionary<string, decimal> MapWeights(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var weights = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var member in mapper.Members(node))
        {
            if (mapper.Amount(member.Value) is { } weight)
                weights[member.Key] = weight;
        }

        return weights;
    }
}
