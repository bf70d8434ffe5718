namespace Switchyard.Cli;

/// <summary>Manifests that the user named, or those that came with the tool.</summary>
internal static class ManifestSet
{
    private const string Pattern = "*" + ProviderManifest.FileSuffix;

    /// <summary>The manifests that came with the tool: those of the plugins that ship.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "catalog");

    /// <summary>Reads manifest files, and those in folders and the folders in them.</summary>
    /// <param name="paths">Files or folders; none for those that came with the tool.</param>
    /// <returns>The manifests, by id in ordinal order.</returns>
    public static List<ProviderManifest> Read(IReadOnlyList<string> paths)
    {
        var manifests = new SortedDictionary<string, ProviderManifest>(StringComparer.Ordinal);
        foreach (var path in paths.Count == 0 ? [Shipped] : paths)
        {
            foreach (var file in Files(path))
            {
                var manifest = ReadFile(file);
                if (!manifests.TryAdd(manifest.Id, manifest))
                    throw new InputException($"{file}: $.id: \"{manifest.Id}\" is also the id of {manifests[manifest.Id].File}: give one of them another id, or leave one out.");
            }
        }

        return [.. manifests.Values];
    }

    private static ProviderManifest ReadFile(string path)
    {
        var errors = new List<ConfigurationError>();
        return ManifestReader.Read(path, InputFile.ReadText(path), errors) ?? throw new InputException(errors[0].ToString());
    }

    private static List<string> Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new InputException($"{path} is neither a file nor a folder: check the name.");
        try
        {
            var files = Directory.EnumerateFiles(path, Pattern).Concat(Directory.EnumerateDirectories(path).SelectMany(folder => Directory.EnumerateFiles(folder, Pattern))).Order(StringComparer.Ordinal).ToList();
            return files.Count > 0 ? files : throw new InputException($"{path} holds no {Pattern}: name a folder of manifests, or one above such folders.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: let the user that runs this list it.");
        }
    }
}
