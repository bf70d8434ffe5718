using System.Globalization;

namespace Switchyard.Cli;

/// <summary>What differs between two sets of manifests. Sources and dates alone are no difference.</summary>
internal static class ManifestDiff
{
    private const string Present = "present";

    public static List<ManifestChange> Of(IReadOnlyList<ProviderManifest> before, IReadOnlyList<ProviderManifest> after)
    {
        var changes = new List<ManifestChange>();
        foreach (var id in Ids(before.Select(manifest => manifest.Id), after.Select(manifest => manifest.Id)))
        {
            var (old, current) = (before.FirstOrDefault(manifest => manifest.Id == id), after.FirstOrDefault(manifest => manifest.Id == id));
            if (old is null || current is null) changes.Add(new(id, "provider", old is null ? null : Present, current is null ? null : Present));
            else Add(changes, id, Facts(old), Facts(current));
            Add(changes, id, old?.Models ?? [], current?.Models ?? []);
        }

        return changes;
    }

    private static void Add(List<ManifestChange> changes, string provider, IReadOnlyList<ModelManifest> before, IReadOnlyList<ModelManifest> after)
    {
        foreach (var id in Ids(before.Select(model => model.Id), after.Select(model => model.Id)))
        {
            var (old, current) = (before.FirstOrDefault(model => model.Id == id), after.FirstOrDefault(model => model.Id == id));
            if (old is null || current is null) changes.Add(new($"{provider}/{id}", "model", old is null ? null : Present, current is null ? null : Present));
            else Add(changes, $"{provider}/{id}", Facts(old), Facts(current));
        }
    }

    private static void Add(List<ManifestChange> changes, string name, Dictionary<string, string?> before, Dictionary<string, string?> after)
    {
        foreach (var field in before.Keys.Union(after.Keys))
        {
            var (old, current) = (before.GetValueOrDefault(field), after.GetValueOrDefault(field));
            if (old != current) changes.Add(new(name, field, old, current));
        }
    }

    private static IEnumerable<string> Ids(IEnumerable<string> before, IEnumerable<string> after) => before.Union(after).Order(StringComparer.Ordinal);

    private static Dictionary<string, string?> Facts(ProviderManifest manifest) => new()
    {
        ["name"] = manifest.Name,
        ["wire"] = manifest.Wire,
        ["plugin.assembly"] = manifest.Plugin?.Assembly,
        ["plugin.entryType"] = manifest.Plugin?.EntryType,
        ["plugin.collectible"] = manifest.Plugin is { Collectible: false } ? "false" : null,
        ["endpoint"] = manifest.Endpoint.ToString(),
        ["endpointVariable"] = manifest.EndpointVariable,
        ["keys"] = manifest.Keys.Count == 0 ? null : string.Join(", ", manifest.Keys),
    };

    private static Dictionary<string, string?> Facts(ModelManifest model)
    {
        var facts = new Dictionary<string, string?>
        {
            ["tier"] = model.Tier?.ToString().ToLowerInvariant(),
            ["contextWindow"] = model.ContextWindow?.ToString(CultureInfo.InvariantCulture),
            ["maxOutput"] = model.MaxOutput?.ToString(CultureInfo.InvariantCulture),
            ["capabilities"] = model.Capabilities == Capabilities.None ? null : string.Join(", ", CapabilityNames.Of(model.Capabilities)),
        };
        if (model.Price is not { } price) return facts;

        AddPrice(facts, "price.", price);
        foreach (var step in price.LongContext) AddPrice(facts, string.Create(CultureInfo.InvariantCulture, $"price above {step.AboveTokens} tokens: "), step.Price);
        return facts;
    }

    private static void AddPrice(Dictionary<string, string?> facts, string prefix, ModelPrice price)
    {
        facts[prefix + "input"] = Amount(price.Input);
        facts[prefix + "output"] = Amount(price.Output);
        facts[prefix + "cachedInput"] = Amount(price.CachedInput);
        facts[prefix + "cacheWrite"] = Amount(price.CacheWrite);
    }

    private static string? Amount(decimal? amount) => amount?.ToString("0.##########", CultureInfo.InvariantCulture);
}
