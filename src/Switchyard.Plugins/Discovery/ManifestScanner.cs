using System.Text;

namespace Switchyard.Plugins;

/// <summary>Finds and reads manifests. Types are never scanned: only what a manifest names is loaded.</summary>
internal sealed class ManifestScanner
{
    private const string Pattern = "*" + ProviderManifest.FileSuffix;

    private readonly ManifestScan _scan = new();
    private readonly Action<string, string> _refuse;

    private ManifestScanner(Action<string, string> refuse) => _refuse = refuse;

    /// <summary>Reads every manifest of the directories, in ordinal order of their paths.</summary>
    /// <param name="options">Names the directories.</param>
    /// <param name="refuse">Told what is not usable: the file or directory, and one sentence.</param>
    public static ManifestScan Scan(PluginHostOptions options, Action<string, string> refuse)
    {
        var scanner = new ManifestScanner(refuse);
        if (!Directory.Exists(options.Directory))
        {
            scanner.Lose(options.Directory, $"The plugin directory \"{options.Directory}\" does not exist; create it, or name the right one in UsePlugins.");
        }
        else if (scanner.TryRead(options.Directory))
        {
            foreach (var folder in scanner.List(options.Directory, options.ListFolders) ?? [])
                scanner.TryRead(folder);
        }

        foreach (var name in options.ManifestDirectories)
        {
            var directory = Path.GetFullPath(name, AppContext.BaseDirectory);
            if (Directory.Exists(directory))
                scanner.TryRead(directory);
            else
                scanner.Lose(directory, $"The manifest directory \"{directory}\" does not exist; create it, or take it out of ManifestDirectories.");
        }

        scanner._scan.RemoveTwins(refuse);
        return scanner._scan;
    }

    private bool TryRead(string directory)
    {
        if (List(directory, static path => Directory.GetFiles(path, Pattern)) is not { } paths)
            return false;

        foreach (var path in paths)
        {
            try
            {
                Read(Path.GetFullPath(path));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Lose(path, $"{path}: the manifest cannot be read ({exception.Message}); make it readable.");
            }
        }

        return true;
    }

    /// <summary>What is in a directory, in ordinal order; <see langword="null"/> if it cannot be listed, which is then refused.</summary>
    private IEnumerable<string>? List(string directory, Func<string, string[]> list)
    {
        try
        {
            return list(directory).Order(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Lose(directory, $"{directory}: the directory cannot be read; let the user that runs this application list it.");
            return null;
        }
    }

    private void Read(string path)
    {
        var written = File.GetLastWriteTimeUtc(path);
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];

        var errors = new List<ConfigurationError>();
        if (ManifestReader.Read(path, Encoding.UTF8.GetString(bytes.Span), errors) is { } manifest)
        {
            _scan.Files.Add(new(path, manifest, bytes, written));
            return;
        }

        foreach (var error in errors)
            _refuse(path, error.ToString());
        _scan.Lose(bytes);
    }

    private void Lose(string path, string sentence)
    {
        _refuse(path, sentence);
        _scan.Lose();
    }
}
