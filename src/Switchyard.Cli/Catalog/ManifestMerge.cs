using System.Text.Json.Nodes;

namespace Switchyard.Cli;

/// <summary>
/// Brings what the catalogs know into a manifest. Figures (price, window, longest answer) are the catalogs'; tier and capabilities, once
/// they stand there, and everything about the provider itself are the hand's.
/// </summary>
internal sealed class ManifestMerge(JsonObject manifest, ModelFinder finder, string date)
{
    private static readonly string[] s_order = ["id", "tier", "price", "contextWindow", "maxOutput", "cacheMinimum", "successor", "capabilities", "source", "date"];

    /// <summary>The ids that were added.</summary>
    public List<string> Added { get; } = [];

    /// <summary>The ids whose figures changed.</summary>
    public List<string> Updated { get; } = [];

    /// <summary>The ids that no catalog knows; they stay as they are.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The ids that their vendor is giving up; they stay.</summary>
    public List<string> Deprecated { get; } = [];

    public int Count => Models.Count;

    private JsonArray Models => (JsonArray)manifest["models"]!;

    public void Run(IEnumerable<string> wanted)
    {
        var sources = new Dictionary<JsonObject, string>();
        foreach (var model in Models.OfType<JsonObject>().ToList()) Update(model, sources);
        var known = Models.Select(model => (string)model!["id"]!).ToHashSet(StringComparer.Ordinal);
        foreach (var id in wanted)
        {
            if (known.Contains(id) || finder.Find(id) is not { } facts) continue;
            var model = new JsonObject { ["id"] = id };
            Models.Add(model);
            Fill(model, facts);
            sources[model] = facts.Source(withAbilities: true);
            Added.Add(id);
        }

        if (sources.Count > 0) WriteSources(sources);
        for (var index = 0; index < Models.Count; index++) Models[index] = InOrder((JsonObject)Models[index]!, s_order);
    }

    private static void Fill(JsonObject model, ModelFacts facts)
    {
        if (facts.Price is { } price) model["price"] = Write(price);
        if (facts.ContextWindow is { } window) model["contextWindow"] = window;
        if (facts.MaxOutput is { } output) model["maxOutput"] = output;
        if (!model.ContainsKey("tier") && TierRule.Of(facts.Price) is { } tier) model["tier"] = tier;
        if (!model.ContainsKey("capabilities") && facts.Capabilities is { } capabilities && capabilities != Capabilities.None)
            model["capabilities"] = new JsonArray([.. CapabilityNames.Of(capabilities).Select(name => JsonValue.Create(name))]);
    }

    private static JsonObject Write(ModelPrice price)
    {
        var node = Fields([], price);
        if (price.LongContext.Count > 0)
            node["longContext"] = new JsonArray([.. price.LongContext.Select(step => Fields(new() { ["aboveTokens"] = step.AboveTokens }, step.Price))]);
        return node;

        static JsonObject Fields(JsonObject node, ModelPrice price)
        {
            node["input"] = Number(price.Input);
            node["output"] = Number(price.Output);
            if (price.CachedInput is { } cached) node["cachedInput"] = Number(cached);
            if (price.CacheWrite is { } write) node["cacheWrite"] = Number(write);
            return node;
        }

        // Divided by a one with all decimals there are, a decimal loses the zeros at its end.
        static decimal Number(decimal value) => value / 1.0000000000000000000000000000m;
    }

    private static JsonObject InOrder(JsonObject node, string[] order)
    {
        var members = node.ToList();
        node.Clear();
        return new(members.OrderBy(member => Array.IndexOf(order, member.Key)));
    }

    private void Update(JsonObject model, Dictionary<JsonObject, string> sources)
    {
        var id = (string)model["id"]!;
        if (finder.Find(id) is not { } facts)
        {
            Unknown.Add(id);
            return;
        }

        var before = model.DeepClone();
        Fill(model, facts);
        if (!SameJson(model, (JsonObject)before)) Updated.Add(id);
        if (facts.IsDeprecated) Deprecated.Add(id);
        sources[model] = facts.Source(withAbilities: HasCapabilities(model, facts.Capabilities));
    }

    private static bool HasCapabilities(JsonObject model, Capabilities? capabilities) =>
        capabilities is { } known && CapabilityNames.Of(known).ToHashSet().SetEquals((model["capabilities"] as JsonArray ?? []).Select(item => (string)item!));

    private static bool SameJson(JsonObject one, JsonObject other) =>
        one.Count == other.Count && one.All(member => other.TryGetPropertyValue(member.Key, out var value) && ManifestText.InOneLine(member.Value) == ManifestText.InOneLine(value));

    /// <summary>The commonest source goes to the provider, the others to their models. What a model inherited so far it keeps as its own.</summary>
    private void WriteSources(Dictionary<JsonObject, string> sources)
    {
        var (oldSource, oldDate) = (Text("source"), Text("date"));
        foreach (var model in Models.OfType<JsonObject>().Where(model => !sources.ContainsKey(model)))
        {
            if (oldSource is not null && !model.ContainsKey("source")) model["source"] = oldSource;
            if (oldDate is not null && !model.ContainsKey("date")) model["date"] = oldDate;
        }

        var common = sources.Values.GroupBy(source => source, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First().Key;
        foreach (var (model, source) in sources)
        {
            model.Remove("date");
            if (source == common) model.Remove("source");
            else model["source"] = source;
        }

        var models = manifest["models"];
        manifest.Remove("models");
        manifest["source"] = common;
        manifest["date"] = date;
        manifest["models"] = models;

        string? Text(string name) => (string?)manifest[name];
    }
}
