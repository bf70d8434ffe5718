namespace Switchyard;

/// <summary>Reads provider manifests (<c>*.provider.json</c>).</summary>
public static class ManifestReader
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="errors">What is wrong is added here.</param>
    /// <returns>The manifest; <see langword="null"/> if anything was wrong.</returns>
    public static ProviderManifest? Read(string file, string text, ICollection<ConfigurationError> errors)
    {
        var found = new List<ConfigurationError>();
        var manifest = ReadLoosely(file, text, found);
        foreach (var error in found)
            errors.Add(error);
        return found.Count == 0 ? manifest : null;
    }

    /// <summary>As <see cref="Read"/>, but returns what could be read in spite of mistakes.</summary>
    internal static ProviderManifest? ReadLoosely(string file, string text, List<ConfigurationError> errors) =>
        ConfigurationNodeReader.Read(file, text, errors) is { } root ? Map(file, root, new ConfigurationNodeMapper(file, errors)) : null;

    private static ProviderManifest? Map(string file, ConfigurationNode root, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(
            root, "$schema", "id", "name", "wire", "plugin", "endpoint", "endpointVariable", "keys", "regions", "options", "source", "date", "models");

        var id = Id(mapper.Required(root, members, "id"), mapper);
        var wire = mapper.Text(mapper.Required(root, members, "wire"));
        var endpoint = mapper.Address(mapper.Required(root, members, "endpoint"));
        var models = mapper.Required(root, members, "models");
        var source = mapper.Text(Member("source"));
        var date = mapper.Date(Member("date"));
        var name = mapper.Text(Member("name"));
        var plugin = Member("plugin") is { } node ? MapPlugin(node, mapper) : null;
        var keys = mapper.Texts(Member("keys"));
        var regions = mapper.Texts(Member("regions"));
        var endpointVariable = mapper.Text(Member("endpointVariable"));
        if (Member("options") is { } options)
            mapper.Members(options);
        var entries = models is null ? [] : ModelReader.Read(models, source, date, mapper);

        if (id is null || wire is null || endpoint is null)
            return null;

        return new()
        {
            File = file,
            Id = id,
            Name = name ?? id,
            Wire = wire,
            Plugin = plugin,
            Endpoint = endpoint,
            EndpointVariable = endpointVariable,
            Keys = keys,
            Regions = regions,
            Models = entries,
        };

        ConfigurationNode? Member(string member) => members.TryGetValue(member, out var value) ? value : null;
    }

    private static string? Id(ConfigurationNode? node, ConfigurationNodeMapper mapper)
    {
        var id = mapper.Text(node);
        if (id is null || id.All(character => character is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9')))
            return id;

        mapper.Error(node!, $"\"{id}\" is no provider id; use lower-case letters, digits and dashes.");
        return null;
    }

    private static PluginManifest? MapPlugin(ConfigurationNode node, ConfigurationNodeMapper mapper)
    {
        var members = mapper.Members(node, "assembly", "entryType", "collectible");
        var assembly = mapper.Text(mapper.Required(node, members, "assembly"));
        var entryType = mapper.Text(mapper.Required(node, members, "entryType"));
        var collectible = members.TryGetValue("collectible", out var flag) ? mapper.Boolean(flag) : true;
        if (assembly is not null && assembly.IndexOfAny(['/', '\\']) >= 0)
            mapper.Error(members["assembly"], $"\"{assembly}\" must be a file name: the assembly lies beside the manifest.");

        return assembly is null || entryType is null
            ? null
            : new() { Assembly = assembly, EntryType = entryType, Collectible = collectible ?? true };
    }
}
