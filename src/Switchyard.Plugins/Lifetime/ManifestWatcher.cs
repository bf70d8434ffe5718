namespace Switchyard.Plugins;

/// <summary>Tells, some quiet time after the last change, that manifests on disk have changed.</summary>
internal sealed class ManifestWatcher : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly IProviderRegistry _registry;
    private readonly ITimer _timer;
    private readonly TimeSpan _debounce;

    public ManifestWatcher(PluginHostOptions options, IProviderRegistry registry, Action changed)
    {
        _debounce = options.Debounce;
        _registry = registry;
        _timer = registry.TimeProvider.CreateTimer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Watch(options.Directory, withFolders: true);
        foreach (var directory in options.ManifestDirectories)
            Watch(Path.GetFullPath(directory, AppContext.BaseDirectory), withFolders: false);
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _timer.Dispose();
    }

    private void Watch(string directory, bool withFolders)
    {
        if (!Directory.Exists(directory))
            return;

        var watcher = new FileSystemWatcher(directory, "*" + ProviderManifest.FileSuffix) { IncludeSubdirectories = withFolders };
        watcher.Changed += (_, _) => Restart();
        watcher.Created += (_, _) => Restart();
        watcher.Deleted += (_, _) => Restart();
        watcher.Renamed += (_, _) => Restart();

        // Events were lost: look at everything.
        watcher.Error += (_, _) => Restart();
        _watchers.Add(watcher);
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch (UnauthorizedAccessException)
        {
            // Who reads the manifests has refused this directory already, in a sentence.
        }
        catch (IOException)
        {
            _registry.Refuse($"{directory}: the directory cannot be watched; raise the system's limit of watches, or leave PluginHostOptions.Watch off.");
        }
    }

    private void Restart() => _timer.Change(_debounce, Timeout.InfiniteTimeSpan);
}
