namespace Switchyard.Cli;

/// <summary>Looks one provider's models up in the catalogs. Of two catalogs that know a fact, the one named first is believed.</summary>
internal sealed class ModelFinder(IReadOnlyList<CatalogFile> files, string providerId, ProviderRules rules)
{
    /// <summary>Whether any catalog knows the provider.</summary>
    public bool KnowsProvider => Sources().Any();

    /// <summary>The ids of the models that the rules take up, in the catalogs' order.</summary>
    public IEnumerable<string> Wanted(IReadOnlyList<string> patterns, IReadOnlyList<string> exceptions) => Sources()
        .SelectMany(source => source.Provider.Models
            .Where(model => model is { IsChat: true, IsDeprecated: false })
            .Where(model => patterns.Count > 0 ? patterns.Any(pattern => Glob.IsMatch(pattern, model.Id)) : source.Rule.Takes(model.Id))
            .Where(model => !exceptions.Any(pattern => Glob.IsMatch(pattern, model.Id)))
            .Select(model => source.Rule.FromSource(model.Id)))
        .Distinct();

    /// <summary>What is known of a model; <see langword="null"/> if no catalog has it.</summary>
    public ModelFacts? Find(string id)
    {
        var found = Sources()
            .Select(source => (source.File, Model: source.Rule.ToSource(id) is { } name ? source.Provider.Find(name) : null))
            .Where(hit => hit.Model is not null)
            .Select(hit => (hit.File, Model: hit.Model!))
            .ToList();
        if (found.Count == 0) return null;

        var price = found.FirstOrDefault(hit => hit.Model.Price is not null);
        var window = found.FirstOrDefault(hit => hit.Model.ContextWindow is not null);
        var output = found.FirstOrDefault(hit => hit.Model.MaxOutput is not null);
        var (capabilities, abilities) = FindCapabilities(id, found);
        return new()
        {
            Price = price.Model?.Price,
            ContextWindow = window.Model?.ContextWindow,
            MaxOutput = output.Model?.MaxOutput is { } most && !(most > window.Model?.ContextWindow) ? most : null,
            Capabilities = capabilities,
            IsDeprecated = found[0].Model.IsDeprecated,
            Figures = [.. new[] { (price.File, "price"), (window.File, "window"), (output.File, "output") }.Where(figure => figure.File is not null).Select(figure => (figure.File.Label, figure.Item2))],
            Abilities = abilities,
            Note = price.Model?.Note,
        };
    }

    private IEnumerable<(CatalogFile File, SourceRule Rule, CatalogProvider Provider)> Sources() =>
        from file in files
        from rule in rules.Sources
        where rule.Format == file.Format && file.Providers.ContainsKey(rule.Id)
        select (file, rule, file.Providers[rule.Id]);

    private (Capabilities? Capabilities, List<(string Label, string Fact)> Origins) FindCapabilities(string id, List<(CatalogFile File, CatalogModel Model)> found)
    {
        var families = rules.Families.Where(family => family.Takes(id)).ToList();
        var own = found.FirstOrDefault(hit => hit.Model.Capabilities is not null);
        var capabilities = own.Model?.Capabilities;
        var origins = new List<(string Label, string Fact)>();
        if (capabilities is not null)
        {
            origins.Add((own.File.Label, "capabilities"));
        }
        else if (families.Select(family => family.Like).FirstOrDefault(name => name is not null) is { } like)
        {
            var (file, model) = FindPredecessor(like);
            capabilities = model.Capabilities;
            origins.Add((file.Label, $"capabilities as {like}"));
        }

        foreach (var family in families.Where(family => family.Capabilities != Capabilities.None))
        {
            capabilities = (capabilities ?? Capabilities.None) | family.Capabilities;
            origins.Add(("", family.Source ?? $"{string.Join(", ", CapabilityNames.Of(family.Capabilities))} by the rules"));
        }

        return (capabilities, [.. origins.Distinct()]);
    }

    private (CatalogFile File, CatalogModel Model) FindPredecessor(string like)
    {
        var slash = like.IndexOf('/', StringComparison.Ordinal);
        foreach (var file in files)
        {
            if (slash > 0 && file.Providers.TryGetValue(like[..slash], out var provider) && provider.Find(like[(slash + 1)..]) is { Capabilities: not null } model)
                return (file, model);
        }

        throw new InputException(
            $"The rules of {providerId} take capabilities from {like}, but none of {string.Join(", ", files.Select(file => file.Path))} says what that model can do; name a provider/model that one of them knows, or import the catalog that does.");
    }
}
