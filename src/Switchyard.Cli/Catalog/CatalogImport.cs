using System.Text.Json.Nodes;

namespace Switchyard.Cli;

/// <summary>Makes and renews the manifests of a folder from public catalogs. Nothing is written before everything is known to be sound.</summary>
internal sealed class CatalogImport(string folder, IReadOnlyList<CatalogFile> files, string date)
{
    private readonly ImportRules _rules = ImportRules.Read(folder);
    private readonly List<(string Path, string Text)> _outputs = [];
    private readonly HashSet<string> _matched = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _offered = new(StringComparer.Ordinal);

    public List<ImportResult> Results { get; } = [];

    /// <summary>Patterns of model ids to take up in the place of the rules'.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Patterns of model ids to leave out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Whether only the models that the manifests have already are renewed.</summary>
    public bool KnownOnly { get; init; }

    /// <summary>The endpoint of a provider that has no manifest yet; <see langword="null"/>: as the catalog says.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The key variables of a provider that has no manifest yet.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public void Add(string providerId)
    {
        var path = Path.Combine(folder, providerId + ProviderManifest.FileSuffix);
        var rules = _rules.Of(providerId);
        var finder = new ModelFinder(files, providerId, rules);
        if (!finder.KnowsProvider)
        {
            throw new InputException($"{string.Join(" and ", files.Select(file => file.Path))} {(files.Count == 1 ? "knows" : "know")} no provider {string.Join(" or ", rules.Sources.Select(rule => rule.Id).Distinct())}; "
                + $"name one of {Known()}, or say in {ImportRules.FileName} by which id the catalog knows it.");
        }

        _offered.UnionWith(finder.Wanted(["*"], []));
        _matched.UnionWith(Models.Where(pattern => finder.Wanted([pattern], []).Any()));
        var isNew = !File.Exists(path);
        var manifest = isNew ? Create(providerId, rules) : Read(path);
        var before = isNew ? null : ManifestText.Write(manifest);
        var merge = new ManifestMerge(manifest, finder, date);
        merge.Run(KnownOnly ? [] : finder.Wanted(Models, Except));
        var text = ManifestText.Write(manifest);
        Check(path, text);
        _outputs.Add((path, text));
        Results.Add(new(providerId, path, isNew, before != text, merge.Count, merge.Added, merge.Updated, merge.Unknown, merge.Deprecated));
    }

    /// <summary>The providers whose manifests lie in the folder, that the rules renew and that a catalog knows.</summary>
    public IEnumerable<string> Present() => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*" + ProviderManifest.FileSuffix)
        .Select(path => Path.GetFileName(path)[..^ProviderManifest.FileSuffix.Length])
        .Where(id => _rules.Renews(id) && new ModelFinder(files, id, _rules.Of(id)).KnowsProvider)
        .Order(StringComparer.Ordinal);

    public void Write()
    {
        if (!KnownOnly && Models.FirstOrDefault(pattern => !_matched.Contains(pattern)) is { } stray)
        {
            throw new InputException($"No chat model of {string.Join(", ", Results.Select(result => result.Provider))} matches --model {stray}, and nothing was written: "
                + (_offered.Count == 0 ? "the catalog has none that its vendor still offers." : $"name one of {Listed(_offered)}."));
        }

        if (!Directory.Exists(folder)) throw new InputException($"The folder {folder} does not exist: create it, or name another one with --out.");
        foreach (var (path, text) in _outputs) OutputFile.Write(path, text);
    }

    private static JsonObject Read(string path)
    {
        var text = InputFile.ReadText(path);
        Check(path, text);
        return (JsonObject)JsonNode.Parse(text)!;
    }

    private static void Check(string path, string text)
    {
        var errors = new List<ConfigurationError>();
        if (ManifestReader.Read(path, text, errors) is null) throw new InputException(errors[0].ToString());
    }

    private JsonObject Create(string providerId, ProviderRules rules)
    {
        var known = (from file in files from rule in rules.Sources where rule.Format == file.Format && file.Providers.ContainsKey(rule.Id) select file.Providers[rule.Id]).ToList();
        var endpoint = Endpoint ?? known.Select(provider => provider.Endpoint).FirstOrDefault(address => address is not null) ?? throw new InputException(
            $"No manifest of {providerId} lies in {folder}, and the catalog does not say where its API is: give --endpoint URL and --key VARIABLE.");
        var keys = Keys.Count > 0 ? Keys : known.Select(provider => provider.Keys).FirstOrDefault(variables => variables.Count > 0) ?? [];
        return new()
        {
            ["id"] = providerId,
            ["name"] = known.Select(provider => provider.Name).FirstOrDefault(name => name is not null) ?? providerId,
            ["wire"] = "openai",
            ["endpoint"] = endpoint,
            ["keys"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]),
            ["models"] = new JsonArray(),
        };
    }

    private string Known() => Listed([.. files.SelectMany(file => file.Providers.Keys).Distinct().Order(StringComparer.Ordinal)]);

    private static string Listed(IReadOnlyCollection<string> ids) =>
        ids.Count <= 60 ? string.Join(", ", ids) : $"{string.Join(", ", ids.Take(60))} and {ids.Count - 60} more";
}
