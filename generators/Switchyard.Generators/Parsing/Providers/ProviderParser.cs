using System.Globalization;

namespace Switchyard.Generators;

/// <summary>Finds the models that code can name: those of the providers that the policy names.</summary>
internal static class ProviderParser
{
    /// <summary>The MSBuild property that selects models.</summary>
    public const string SelectionKey = "build_property.SwitchyardModels";

    // Of a provider with more, an editor would list names for pages; and each costs a build some time.
    private const int MostByDefault = 100;

    /// <summary>What the property says; what it may not say counts as nothing.</summary>
    public static ModelSelection Selection(string? text) =>
        Enum.TryParse<ModelSelection>(text, ignoreCase: true, out var selection) && Enum.IsDefined(typeof(ModelSelection), selection) ? selection : ModelSelection.Automatic;

    /// <summary>
    /// The providers. Files with a mistake count as far as they can be read: the names that code uses must not all be unknown because of one comma, or
    /// the compiler would show that and not the mistake.
    /// </summary>
    public static EquatableArray<TypedProvider> Parse(RouteCatalog catalog, ModelSelection selection)
    {
        if (catalog.Policy is not { } file || selection == ModelSelection.None)
            return default;

        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read(file.Path, file.Text, errors);
        var tiers = Tiers(policy);
        var manifests = catalog.Manifests
            .Select(manifest => ManifestReader.ReadLoosely(manifest.Path, manifest.Text, errors))
            .OfType<ProviderManifest>()
            .GroupBy(manifest => manifest.Id, StringComparer.Ordinal)
            .Select(group => group.First())
            .Where(manifest => IsNamed(manifest.Id, policy, file.Text))
            .ToList();

        var names = Names(manifests);
        var providers = manifests.Select((manifest, index) => Provider(manifest, names[index], Selected(manifest, selection, tiers), tiers)).ToList();
        var members = providers.SelectMany(provider => provider.Models.Select(model => (model.Id, Member: $"Models.{provider.Name}.{model.Name}")))
            .GroupBy(model => model.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Member, StringComparer.Ordinal);
        return providers.Where(provider => provider.Models.Count > 0).Select(provider => WithSuccessors(provider, members)).ToEquatableArray();
    }

    // Of two with the same title, each goes by its id.
    private static List<string> Names(List<ProviderManifest> manifests)
    {
        var shared = manifests.GroupBy(manifest => MemberNames.Of(manifest.Name), StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return [.. MemberNames.Of([.. manifests.Select(manifest => shared.Contains(MemberNames.Of(manifest.Name)) ? manifest.Id : manifest.Name)], "Models")];
    }

    private static Dictionary<string, Tier> Tiers(Policy? policy)
    {
        var tiers = new Dictionary<string, Tier>(StringComparer.Ordinal);
        foreach (var tier in (policy?.Tiers ?? new Dictionary<Tier, IReadOnlyList<string>>()).OrderBy(tier => tier.Key))
        {
            foreach (var model in tier.Value)
                tiers[model] = tier.Key;
        }

        return tiers;
    }

    private static bool IsNamed(string provider, Policy? policy, string text) => policy is null
        ? text.Contains($"\"{provider}/") || text.Contains($"\"{provider}\"")
        : policy.Providers.ContainsKey(provider) || policy.Tiers.Values.Any(models => models.Any(model => model.StartsWith(provider + "/", StringComparison.Ordinal)));

    private static IReadOnlyList<ModelManifest> Selected(ProviderManifest manifest, ModelSelection selection, Dictionary<string, Tier> tiers) =>
        selection == ModelSelection.All || (selection == ModelSelection.Automatic && manifest.Models.Count <= MostByDefault)
            ? manifest.Models
            : [.. manifest.Models.Where(model => tiers.ContainsKey($"{manifest.Id}/{model.Id}"))];

    private static TypedProvider Provider(ProviderManifest manifest, string name, IReadOnlyList<ModelManifest> selected, Dictionary<string, Tier> tiers)
    {
        // Of all models, selected or not, so that a selection renames none.
        var names = MemberNames.Of([.. manifest.Models.Select(model => model.Id)], name, name + "Models", "Clients")
            .Zip(manifest.Models, (member, model) => (Member: member, Model: model))
            .Where(pair => selected.Contains(pair.Model));
        return new(manifest.Id, manifest.Name, name, names.Select(pair => Model(manifest, pair.Model, pair.Member, tiers)).ToEquatableArray());
    }

    private static TypedModel Model(ProviderManifest manifest, ModelManifest model, string name, Dictionary<string, Tier> tiers)
    {
        var id = $"{manifest.Id}/{model.Id}";
        var tier = tiers.TryGetValue(id, out var listed) ? listed : model.Tier ?? Tier.Auto;
        return new(id, name, Summary(model), model.Successor ?? "", tier, model.Capabilities);
    }

    private static TypedProvider WithSuccessors(TypedProvider provider, Dictionary<string, string> members) => provider with
    {
        Models = provider.Models.Select(model => model.Obsolete.Length == 0 ? model : model with { Obsolete = Obsolete(model, members) }).ToEquatableArray(),
    };

    private static string Obsolete(TypedModel model, Dictionary<string, string> members) =>
        $"{model.Id} is deprecated; its successor is {(members.TryGetValue(model.Obsolete, out var member) ? $"{member} ({model.Obsolete})" : model.Obsolete)}.";

    private static string Summary(ModelManifest model)
    {
        var tier = model.Tier is { } known ? $"Usually {known.ToString().ToLowerInvariant()}. " : "";
        var price = model.Price is { } usd
            ? $"{RouteWords.Usd(usd.Input)} USD per million tokens in, {RouteWords.Usd(usd.Output)} USD out."
            : "Its price is unknown.";
        var window = model.ContextWindow is { } tokens ? $" Window {tokens.ToString("N0", CultureInfo.InvariantCulture)} tokens." : "";
        var can = model.Capabilities == Capabilities.None ? " Text only." : $" Can: {model.Capabilities.ToString().ToLowerInvariant()}.";
        return $"{tier}{price}{window}{can}{(model.Date is { } date ? $" As of {date}." : "")}";
    }
}
