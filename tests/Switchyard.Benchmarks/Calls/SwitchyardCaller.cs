using Switchyard.Plugins;
using Switchyard.Sdk;

namespace Switchyard.Benchmarks.Calls;

/// <summary>A generated task, through the router and, usually, the plugin in its own load context.</summary>
internal sealed class SwitchyardCaller : ICaller, IAsyncDisposable
{
    private readonly Router _router;
    private readonly BenchmarkDesk _desk;

    private SwitchyardCaller(string name, RouterOptions options)
    {
        Name = name;
        options.Variables = static _ => "key";
        _router = Router.Create(options);
        _desk = new(_router);
    }

    public string Name { get; }

    public static SwitchyardCaller WithPlugin(Uri endpoint)
    {
        var options = new RouterOptions().UsePlugins("plugins");
        options.Endpoints["openai"] = endpoint;
        return new("Switchyard, generated", options);
    }

    /// <summary>The same provider, made in code: what the plugin's isolation costs is the difference.</summary>
    public static SwitchyardCaller InProcess(Uri endpoint)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI", "openai.provider.json");
        var text = File.ReadAllText(file);
        var manifest = ManifestReader.Read(file, text, [])!;
        var settings = new ProviderSettings { Id = manifest.Id, Endpoint = endpoint, Manifest = System.Text.Encoding.UTF8.GetBytes(text) };
        return new("… without the plugin host", new RouterOptions().AddProvider(manifest, new OpenAIWireProvider(settings)));
    }

    public async Task<int> CompleteAsync(string message) => (await _desk.AnswerAsync(message)).Length;

    public async Task<int> StreamAsync(string message)
    {
        var length = 0;
        await foreach (var piece in _desk.StreamAsync(message))
            length += piece.Length;
        return length;
    }

    public ValueTask DisposeAsync() => _router.DisposeAsync();
}
