namespace Switchyard.Cli;

/// <summary>The rules beside the manifests by which they are made: which catalog knows a provider by which id, and which models to take.</summary>
internal sealed class ImportRules
{
    public const string FileName = "catalog-import.json";

    private readonly Dictionary<string, ProviderRules> _providers = new(StringComparer.Ordinal);
    private List<FamilyRule> _families = [];
    private bool _isThere;

    /// <summary>Whether an import that names no provider renews this one: all, until there are rules that name some.</summary>
    public bool Renews(string providerId) => !_isThere || _providers.ContainsKey(providerId);

    /// <summary>The rules of a provider: its own families go before those that hold for all.</summary>
    public ProviderRules Of(string providerId)
    {
        var own = _providers.GetValueOrDefault(providerId) ?? ProviderRules.Default(providerId);
        return own with { Families = [.. own.Families, .. _families] };
    }

    /// <summary>Reads the rules of a folder of manifests; none is as good as empty ones.</summary>
    public static ImportRules Read(string folder)
    {
        var rules = new ImportRules();
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return rules;
        rules._isThere = true;

        var errors = new List<ConfigurationError>();
        if (ConfigurationNodeReader.Read(path, InputFile.ReadText(path), errors) is { } root) rules.Map(root, new(path, errors));
        return errors.Count == 0 ? rules : throw new InputException(errors[0].ToString());
    }

    private void Map(ConfigurationNode root, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(root, "$schema", "families", "providers");
        _families = Families(members, mapper);
        if (mapper.Required(root, members, "providers") is not { } providers) return;
        foreach (var (id, node) in mapper.Members(providers))
        {
            var own = mapper.Members(node, "sources", "families");
            var sources = mapper.Items(own.GetValueOrDefault("sources")).Select(item => MapSource(item, id, mapper)).OfType<SourceRule>().ToList();
            _providers[id] = new(sources, Families(own, mapper));
        }
    }

    private static List<FamilyRule> Families(Dictionary<string, ConfigurationNode> members, ConfigurationNodeMapper mapper) =>
        [.. mapper.Items(members.GetValueOrDefault("families")).Select(item => MapFamily(item, mapper))];

    private static SourceRule? MapSource(ConfigurationNode node, string providerId, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "format", "id", "models", "except", "prefix", "suffix");
        var format = mapper.Text(mapper.Required(node, members, "format"));
        if (format is not null && !CatalogFormat.All.Contains(format)) mapper.Error(members["format"], $"\"{format}\" is no catalog; known are {string.Join(", ", CatalogFormat.All)}.");
        return format is null ? null : new()
        {
            Format = format,
            Id = mapper.Text(members.GetValueOrDefault("id")) ?? providerId,
            Models = members.TryGetValue("models", out var models) ? mapper.Texts(models) : ["*"],
            Except = mapper.Texts(members.GetValueOrDefault("except")),
            Prefix = mapper.Text(members.GetValueOrDefault("prefix")) ?? "",
            Suffix = mapper.Text(members.GetValueOrDefault("suffix")) ?? "",
        };
    }

    private static FamilyRule MapFamily(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "models", "like", "capabilities", "source");
        var capabilities = Capabilities.None;
        foreach (var item in mapper.Items(members.GetValueOrDefault("capabilities")))
        {
            if (mapper.Choice(item, CapabilityNames.All) is { } capability) capabilities |= capability;
        }

        return new(
            mapper.Texts(mapper.Required(node, members, "models")),
            mapper.Text(members.GetValueOrDefault("like")),
            capabilities,
            mapper.Text(members.GetValueOrDefault("source")));
    }
}
