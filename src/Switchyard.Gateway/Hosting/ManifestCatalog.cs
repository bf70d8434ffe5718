namespace Switchyard.Gateway;

/// <summary>
/// The manifests that there are, read before the router is made: they say whether any provider has a key, and which tiers there are without a policy.
/// One that is wrong is left out.
/// </summary>
internal sealed class ManifestCatalog
{
    private const string Pattern = "*" + ProviderManifest.FileSuffix;

    private readonly List<string> _problems = [];
    private readonly List<ProviderManifest> _shipped;
    private readonly List<ProviderManifest> _named;

    public ManifestCatalog(GatewayOptions options)
    {
        _shipped = [.. Folders(options.PluginDirectory).SelectMany(Read)];
        _named = [.. options.ManifestDirectories.SelectMany(Read)];
    }

    public IReadOnlyList<ProviderManifest> All => [.. _named, .. _shipped.ExceptBy(_named.Select(manifest => manifest.Id), manifest => manifest.Id)];

    /// <summary>
    /// The providers that can be called: with a key, or without need of one. A provider that needs none and only came along with a plugin is left out,
    /// unless the policy names it: most machines run no local server.
    /// </summary>
    public IReadOnlyList<ProviderManifest> Usable(Policy? policy, Func<string, string?> variables)
    {
        var named = policy?.NamedModels.Select(model => model.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(manifest => named is null || named.Contains(manifest.Id)).Where(manifest =>
            manifest.Keys.Count == 0 ? named is not null || _named.Contains(manifest) : HasKey(manifest, variables))];
    }

    /// <summary>Whether any provider has a key, also one that the policy does not name.</summary>
    public bool HasKey(Func<string, string?> variables) => All.Any(manifest => manifest.Keys.Count > 0 && HasKey(manifest, variables));

    /// <summary>A policy whose tiers are those that the manifests put their models in.</summary>
    /// <exception cref="SwitchyardConfigurationException">They put none in any.</exception>
    public Policy PolicyOf(IReadOnlyList<ProviderManifest> manifests)
    {
        // The cheapest first: a tier holds no more candidates than a route, and these are the ones that it would be asked for.
        var models = manifests.SelectMany(manifest => manifest.Models.Where(model => model.Tier is > Tier.Auto)
            .Select(model => (Tier: model.Tier!.Value, Id: $"{manifest.Id}/{model.Id}", model.Price)))
            .OrderBy(model => model.Price is { } price ? (3 * price.Input) + price.Output : decimal.MaxValue)
            .ToLookup(model => model.Tier, model => model.Id);
        return models.Count > 0
            ? new() { Tiers = models.ToDictionary(tier => tier.Key, IReadOnlyList<string> (tier) => [.. tier]) }
            : throw new SwitchyardConfigurationException(
                _problems.Count > 0 ? _problems : ["No manifest puts a model that can be called in a tier; give one a \"tier\" there, or name a policy with --policy."]);
    }

    private static bool HasKey(ProviderManifest manifest, Func<string, string?> variables) =>
        manifest.Keys.Append(ProviderManifest.KeySetting(manifest.Id)).Any(key => !string.IsNullOrWhiteSpace(variables(key)));

    private static IEnumerable<string> Folders(string directory) =>
        Directory.Exists(directory) ? [directory, .. Directory.GetDirectories(directory).Order(StringComparer.Ordinal)] : [directory];

    private IEnumerable<ProviderManifest> Read(string directory)
    {
        if (Directory.Exists(directory))
            return Directory.GetFiles(directory, Pattern).Order(StringComparer.Ordinal).Select(ReadFile).OfType<ProviderManifest>();
        _problems.Add($"The directory \"{directory}\" does not exist; create it, or name the right one.");
        return [];
    }

    private ProviderManifest? ReadFile(string path)
    {
        try
        {
            var errors = new List<ConfigurationError>();
            var manifest = ManifestReader.Read(path, File.ReadAllText(path), errors);
            _problems.AddRange(errors.Select(error => error.ToString()));
            return manifest;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{path}: the manifest cannot be read ({exception.GetType().Name}); make it readable.");
            return null;
        }
    }
}
