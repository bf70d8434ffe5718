using System.Text;

namespace Switchyard.Plugins;

/// <summary>Finds and reads manifests. Types are never scanned: only what a manifest names is loaded.</summary>
internal static class ManifestScanner
{
    private const string Pattern = "*" + ProviderManifest.FileSuffix;

    /// <summary>Reads every manifest of the directories, in ordinal order of their paths.</summary>
    /// <param name="options">Names the directories.</param>
    /// <param name="refuse">Told what is not usable: the file or directory, and one sentence.</param>
    public static List<ManifestFile> Scan(PluginHostOptions options, Action<string, string> refuse)
    {
        var files = new List<ManifestFile>();
        if (!Directory.Exists(options.Directory))
        {
            refuse(options.Directory, $"The plugin directory \"{options.Directory}\" does not exist; create it, or name the right one in UsePlugins.");
        }
        else
        {
            Read(options.Directory, files, refuse);
            foreach (var folder in Directory.GetDirectories(options.Directory).Order(StringComparer.Ordinal))
                Read(folder, files, refuse);
        }

        foreach (var name in options.ManifestDirectories)
        {
            var directory = Path.GetFullPath(name, AppContext.BaseDirectory);
            if (Directory.Exists(directory))
                Read(directory, files, refuse);
            else
                refuse(directory, $"The manifest directory \"{directory}\" does not exist; create it, or take it out of ManifestDirectories.");
        }

        return WithoutTwins(files, refuse);
    }

    private static void Read(string directory, List<ManifestFile> files, Action<string, string> refuse)
    {
        foreach (var path in Directory.GetFiles(directory, Pattern).Order(StringComparer.Ordinal))
        {
            try
            {
                if (Read(Path.GetFullPath(path), refuse) is { } file)
                    files.Add(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                refuse(path, $"{path}: the manifest cannot be read ({exception.Message}); make it readable.");
            }
        }
    }

    private static ManifestFile? Read(string path, Action<string, string> refuse)
    {
        var written = File.GetLastWriteTimeUtc(path);
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];

        var errors = new List<ConfigurationError>();
        var manifest = ManifestReader.Read(path, Encoding.UTF8.GetString(bytes.Span), errors);
        foreach (var error in errors)
            refuse(path, error.ToString());
        return manifest is null ? null : new(path, manifest, bytes, written);
    }

    private static List<ManifestFile> WithoutTwins(List<ManifestFile> files, Action<string, string> refuse)
    {
        var kept = new List<ManifestFile>();
        foreach (var file in files)
        {
            if (kept.Find(other => other.Manifest.Id == file.Manifest.Id) is not { } twin)
                kept.Add(file);
            else if (twin.Path != file.Path)
                refuse(file.Path, $"{file.Path}: $.id: \"{file.Manifest.Id}\" is also the id of {twin.Path}; give one of them another id.");
        }

        return kept;
    }
}
