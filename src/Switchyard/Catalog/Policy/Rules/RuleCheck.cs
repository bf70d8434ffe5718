namespace Switchyard;

/// <summary>Finds rules that no call ever comes to, because rules before them have decided already.</summary>
internal static class RuleCheck
{
    private static readonly string[] s_unnamed = ["auto", "cheap", "mid", "frontier"];

    public static void Check(IReadOnlyList<RoutingRule> rules, IReadOnlyList<ConfigurationNode> nodes, ConfigurationNodeMapper mapper)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            List<RoutingRule> earlier = [.. rules.Take(index)];
            if (earlier.Any(other => other.Name == rule.Name))
                mapper.Error(Find(nodes[index], "name"), $"Another rule is called \"{rule.Name}\"; give this one a name of its own.");
            else if (rule.Then.Chooses && Deciding(rule, earlier) is { Count: > 0 } deciding)
                mapper.Error(Choice(nodes[index]), $"This never decides: {Names(deciding)}, before it, {(deciding.Count == 1 ? "decides" : "decide")} whatever \"{rule.Name}\" matches; move it up or let it say less.");
            else if (!rule.Then.Chooses && earlier.FirstOrDefault(other => Covers(other.When, rule.When) && HasSize(other.When, rule.When) && IsAsStrict(other.Then, rule.Then)) is { } stricter)
                mapper.Error(Find(nodes[index], "then"), $"This changes nothing: \"{stricter.Name}\", before it, holds for all that \"{rule.Name}\" matches and is as strict; take one out.");
            else if (ChoosesWhatIsAsked(rule) && !rules.Skip(index + 1).Any(later => later.Then.Chooses))
                mapper.Error(Choice(nodes[index]), $"This changes nothing: what asks for \"{rule.When.Asked![0]}\" goes to that tier, and no rule after it chooses; take it out or let it say more.");
        }
    }

    /// <summary>Whether all that a rule says is the tier that was asked for. Before others that choose, it keeps them off.</summary>
    private static bool ChoosesWhatIsAsked(RoutingRule rule) =>
        rule.Then is { Tier: { } tier, Narrows: false, Cache: null }
        && rule.When.Asked is { Count: > 0 } asked
        && asked.All(name => name == tier.ToString().ToLowerInvariant());

    /// <summary>The rules that have chosen before, whatever this one matches; empty if some call is left to it.</summary>
    private static List<RoutingRule> Deciding(RoutingRule rule, List<RoutingRule> earlier)
    {
        List<RoutingRule> choosing = [.. earlier.Where(other => other.Then.Chooses && Covers(other.When, rule.When) && DecidesAsked(other.When, rule.When))];
        var (left, last) = ((long)(rule.When.PromptTokensAbove ?? -1), (long)(rule.When.PromptTokensUpTo ?? int.MaxValue));
        var used = new List<RoutingRule>();
        foreach (var other in choosing.OrderBy(other => other.When.PromptTokensAbove ?? -1))
        {
            var (above, upTo) = ((long)(other.When.PromptTokensAbove ?? -1), (long)(other.When.PromptTokensUpTo ?? int.MaxValue));
            if (above > left || left >= last)
                break;
            if (upTo <= left)
                continue;
            used.Add(other);
            left = upTo;
        }

        return left >= last ? used : [];
    }

    /// <summary>A request that names its models keeps them, unless the rule says that it is about this name.</summary>
    private static bool DecidesAsked(RuleCondition one, RuleCondition other) =>
        one.Asked is not null || other.Asked is null || other.Asked.All(name => s_unnamed.Contains(name));

    /// <summary>Whether a condition holds wherever another does, their sizes aside.</summary>
    private static bool Covers(RuleCondition one, RuleCondition other) =>
        (one.Topics == PromptTopic.None || (other.Topics != PromptTopic.None && (other.Topics & ~one.Topics) == 0))
        && (one.MaxLatency is null || other.MaxLatency <= one.MaxLatency)
        && CoversOneOf(one.Asked, other.Asked)
        && CoversOneOf(one.Keys, other.Keys)
        && CoversOneOf(one.Teams, other.Teams)
        && CoversOneOf(one.Tags, other.Tags)
        && CoversAllOf(one.Metadata, other.Metadata)
        && CoversAllOf(one.Headers, other.Headers);

    private static bool HasSize(RuleCondition one, RuleCondition other) =>
        (one.PromptTokensAbove ?? -1) <= (other.PromptTokensAbove ?? -1) && (one.PromptTokensUpTo ?? int.MaxValue) >= (other.PromptTokensUpTo ?? int.MaxValue);

    private static bool CoversOneOf(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null || (other is not null && other.All(text => one.Any(pattern => RuleText.Covers(pattern, text))));

    private static bool CoversAllOf(IReadOnlyDictionary<string, IReadOnlyList<string>>? one, IReadOnlyDictionary<string, IReadOnlyList<string>>? other) =>
        one is null || (other is not null && one.All(field => other.TryGetValue(field.Key, out var texts) && CoversOneOf(field.Value, texts)));

    private static bool IsAsStrict(RuleEffect one, RuleEffect other) =>
        IsWithin(one.Cache, other.Cache)
        && IsWithin(one.Bounds.MaxCostUsd, other.Bounds.MaxCostUsd)
        && IsWithin(one.Bounds.MaxLatency, other.Bounds.MaxLatency)
        && IsWithin(one.Bounds.MaxTokens, other.Bounds.MaxTokens)
        && IsWithin(one.Bounds.Attempts, other.Bounds.Attempts)
        && IsPartOf(one.Bounds.Only, other.Bounds.Only)
        && IsPartOf(one.Bounds.Residency, other.Bounds.Residency)
        && (other.Bounds.Avoid is not { } avoided || (one.Bounds.Avoid is { } avoids && avoided.All(avoids.Contains)));

    private static bool IsWithin<T>(T? one, T? other)
        where T : struct, IComparable<T> => other is not { } bound || (one is { } own && own.CompareTo(bound) <= 0);

    private static bool IsPartOf(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        other is null || (one is not null && one.All(other.Contains));

    private static string Names(List<RoutingRule> rules) => string.Join(" and ", rules.Select(rule => $"\"{rule.Name}\""));

    private static ConfigurationNode Choice(ConfigurationNode rule)
    {
        var then = Find(rule, "then");
        return then.Members.First(member => member.Key is "tier" or "models").Value;
    }

    private static ConfigurationNode Find(ConfigurationNode rule, string name) => rule.Members.First(member => member.Key == name).Value;
}
