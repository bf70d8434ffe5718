namespace Switchyard;

/// <summary>Reads the rules of a policy, and refuses those that can never decide anything.</summary>
internal static class RuleReader
{
    /// <summary>The most rules: as many as a mask has bits.</summary>
    public const int MostRules = 64;

    private const int LongestName = 64;

    // What they hold belongs into no file; "keys" says who asks.
    private static readonly string[] s_secretHeaders = ["authorization", "proxy-authorization", "x-api-key", "api-key", "cookie"];

    public static List<RoutingRule> Map(ConfigurationNode node, ICollection<Tier> tiers, ConfigurationNodeMapper mapper)
    {
        var before = mapper.ErrorCount;
        var rules = new List<RoutingRule>();
        var items = mapper.Items(node);
        foreach (var item in items.Take(MostRules))
            rules.Add(MapRule(item, tiers, mapper));
        if (items.Count > MostRules)
            mapper.Error(items[MostRules], $"There are more than {MostRules} rules; remove some.");
        if (mapper.ErrorCount == before)
            RuleCheck.Check(rules, items, mapper);
        return rules;
    }

    private static RoutingRule MapRule(ConfigurationNode node, ICollection<Tier> tiers, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "name", "when", "then");
        return new()
        {
            Name = mapper.Required(node, members, "name") is { } name ? MapName(name, mapper) : "",
            When = members.TryGetValue("when", out var when) ? MapCondition(when, tiers, mapper) : new(),
            Then = mapper.Required(node, members, "then") is { } then ? MapEffect(then, tiers, mapper) : new(),
            Place = mapper.Place(node),
        };
    }

    private static string MapName(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        if (mapper.Text(node) is not { } name)
            return "";
        if (name.Length > LongestName || !name.All(static letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-'))
            mapper.Error(node, $"\"{name}\" is no name of a rule; write 1 to {LongestName} letters, digits, '.', '_' or '-'.");
        return name;
    }

    private static RuleCondition MapCondition(ConfigurationNode node, ICollection<Tier> tiers, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "promptTokens", "topics", "asked", "maxLatency", "keys", "teams", "tags", "metadata", "headers");
        var (above, upTo) = Member("promptTokens") is { } size ? MapSize(size, mapper) : default;
        return new()
        {
            PromptTokensAbove = above,
            PromptTokensUpTo = upTo,
            Topics = Member("topics") is { } topics ? MapTopics(topics, mapper) : PromptTopic.None,
            Asked = Member("asked") is { } asked ? MapAsked(asked, tiers, mapper) : null,
            MaxLatency = mapper.Duration(Member("maxLatency")),
            Keys = SomeTexts(Member("keys"), mapper),
            Teams = SomeTexts(Member("teams"), mapper),
            Tags = SomeTexts(Member("tags"), mapper),
            Metadata = Member("metadata") is { } metadata ? MapFields(metadata, StringComparer.Ordinal, mapper) : null,
            Headers = Member("headers") is { } headers ? MapHeaders(headers, mapper) : null,
        };

        ConfigurationNode? Member(string name) => members.TryGetValue(name, out var member) ? member : null;
    }

    private static (int? Above, int? UpTo) MapSize(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "above", "upTo");
        var above = mapper.Integer(members.TryGetValue("above", out var first) ? first : null, 0);
        var upTo = mapper.PositiveInteger(members.TryGetValue("upTo", out var last) ? last : null);
        if (node.Kind == ConfigurationKind.Object && node.Members.Count == 0)
            mapper.Error(node, "promptTokens says no size; write \"above\", \"upTo\" or both.");
        else if (above >= upTo)
            mapper.Error(node, $"This can never match: no prompt has more than {above} and at most {upTo} tokens; raise upTo or lower above.");
        return (above, upTo);
    }

    private static PromptTopic MapTopics(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var topics = PromptTopic.None;
        foreach (var item in Some(node, mapper))
        {
            topics |= mapper.Choice<PromptTopic>(item, ("code", PromptTopic.Code), ("mathematics", PromptTopic.Mathematics), ("science", PromptTopic.Science),
                ("law", PromptTopic.Law), ("medicine", PromptTopic.Medicine), ("finance", PromptTopic.Finance), ("history", PromptTopic.History)) ?? PromptTopic.None;
        }

        return topics;
    }

    private static List<string> MapAsked(ConfigurationNode node, ICollection<Tier> tiers, ConfigurationNodeMapper mapper)
    {
        var asked = new List<string>();
        foreach (var item in Some(node, mapper))
        {
            if (mapper.Text(item) is not { } name)
                continue;
            asked.Add(name);
            if (TierOf(name) is { } tier && !tiers.Contains(tier))
                mapper.Error(item, $"This can never match: the policy has no tier {name}; add the tier or take it out here.");
        }

        return asked;
    }

    private static Dictionary<string, IReadOnlyList<string>> MapHeaders(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var headers = MapFields(node, StringComparer.OrdinalIgnoreCase, mapper);
        foreach (var member in node.Members)
        {
            if (s_secretHeaders.Contains(member.Key, StringComparer.OrdinalIgnoreCase))
                mapper.Error(member.Value, $"The header {member.Key} holds a secret, which does not belong here; say whose request it is with \"keys\".");
            else if (!member.Key.All(static letter => letter is > ' ' and < '\u007f' and not (':' or ',' or ';' or '"')) || member.Key.Length == 0)
                mapper.Error(member.Value, $"\"{member.Key}\" is no name of a header.");
        }

        return headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, IReadOnlyList<string>> MapFields(ConfigurationNode node, StringComparer names, ConfigurationNodeMapper mapper)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(names);
        foreach (var member in mapper.Members(node))
        {
            if (fields.ContainsKey(member.Key))
                mapper.Error(member.Value, $"\"{member.Key}\" stands here twice, in other letters; remove one.");
            fields[member.Key] = member.Value.Kind == ConfigurationKind.String
                ? [mapper.Text(member.Value) ?? ""]
                : [.. Some(member.Value, mapper, "a string or an array of strings").Select(mapper.Text).OfType<string>()];
        }

        if (node.Kind == ConfigurationKind.Object && node.Members.Count == 0)
            mapper.Error(node, "This is empty; name at least one with the text that it must have, or \"*\" for any.");
        return fields;
    }

    private static RuleEffect MapEffect(ConfigurationNode node, ICollection<Tier> tiers, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "tier", "models", "only", "avoid", "residency", "maxCostUsd", "maxLatency", "maxTokens", "attempts", "cache");
        var (tier, models) = (Member("tier"), Member("models"));
        var effect = new RuleEffect
        {
            Tier = mapper.Choice<Tier>(tier, ("cheap", Tier.Cheap), ("mid", Tier.Mid), ("frontier", Tier.Frontier)),
            Cache = mapper.Duration(Member("cache")),
            Bounds = new()
            {
                Only = SomeTexts(Member("only"), mapper),
                Avoid = SomeTexts(Member("avoid"), mapper),
                ProviderPlaces = RoutePolicyReader.MapPlaces(Member("only"), Member("avoid"), mapper),
                Residency = SomeTexts(Member("residency"), mapper),
                MaxCostUsd = mapper.Amount(Member("maxCostUsd")),
                MaxLatency = mapper.Duration(Member("maxLatency")),
                MaxTokens = mapper.PositiveInteger(Member("maxTokens")),
                Attempts = mapper.PositiveInteger(Member("attempts")),
            },
        };
        if (models is not null)
            effect = MapModels(effect, models, mapper);
        if (tier is not null && models is not null)
            mapper.Error(models, "A rule goes to a tier or to models; take out \"tier\" or \"models\".");
        if (effect.Tier is { } chosen && !tiers.Contains(chosen))
            mapper.Error(tier!, $"The policy has no tier {tier!.Text}; add the tier or name another.");
        if (node.Kind == ConfigurationKind.Object && node.Members.Count == 0)
            mapper.Error(node, "Nothing follows from this rule; say at least one thing, such as a tier.");
        return effect;

        ConfigurationNode? Member(string name) => members.TryGetValue(name, out var member) ? member : null;
    }

    private static RuleEffect MapModels(RuleEffect effect, ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var (ids, places) = (new List<string>(), new List<string>());
        foreach (var item in Some(node, mapper))
        {
            if (mapper.ModelId(item, ids, "this rule") is not { } id)
                continue;
            ids.Add(id);
            places.Add(mapper.Place(item));
        }

        return effect with { Models = ids, ModelPlaces = places };
    }

    private static IReadOnlyList<string>? SomeTexts(ConfigurationNode? node, ConfigurationNodeMapper mapper) =>
        node is null ? null : [.. Some(node, mapper).Select(mapper.Text).OfType<string>()];

    private static IReadOnlyList<ConfigurationNode> Some(ConfigurationNode node, ConfigurationNodeMapper mapper, string what = "an array of strings")
    {
        var items = mapper.Items(node, what);
        if (items.Count == 0 && node.Kind == ConfigurationKind.Array)
            mapper.Error(node, "This list is empty, so nothing fits it; name something or take it out.");
        return items;
    }

    private static Tier? TierOf(string name) => name switch { "cheap" => Tier.Cheap, "mid" => Tier.Mid, "frontier" => Tier.Frontier, _ => null };
}
