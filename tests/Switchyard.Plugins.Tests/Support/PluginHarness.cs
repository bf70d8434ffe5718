namespace Switchyard.Plugins.Tests;

/// <summary>A plugin host over a directory of fixture plugins, with limits short enough for tests.</summary>
public sealed class PluginHarness : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PluginHarness(Action<PluginHostOptions>? configure = null)
    {
        Directory.CreateDirectory(Plugins);
        var options = new PluginHostOptions
        {
            Directory = Plugins,
            CacheDirectory = _folder.Combine("cache"),
            DrainDeadline = TimeSpan.FromSeconds(20),
            CancelGrace = TimeSpan.FromMilliseconds(500),
        };
        configure?.Invoke(options);
        Host = new(options);
    }

    public PluginHost Host { get; }

    public TestRegistry Registry { get; } = new();

    public string Plugins => _folder.Combine("plugins");

    public string Cache => _folder.Combine("cache");

    public IProvider Provider => Registry.Providers["fixture"];

    public string Folder(string name = "Fixture") => Path.Combine(Plugins, name);

    /// <summary>Builds a fixture into a plugin folder and starts the host.</summary>
    public static PluginHarness Start(FixturePlugin plugin, Action<PluginHostOptions>? configure = null)
    {
        var harness = new PluginHarness(configure);
        plugin.Build(harness.Folder());
        harness.Host.Start(harness.Registry);
        return harness;
    }

    public async Task<string> AnswerAsync(string id = "fixture") => (await Registry.Providers[id].CompleteAsync()).Reply;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
