using System.Text.Json;
using Switchyard.Testing;

namespace Switchyard.Tasks.Tests;

/// <summary>A router over two scripted providers, as the project's policy and manifests describe them: one holds to schemas, one does not.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public Stage(Func<Policy, Policy>? policy = null, Action<RouterOptions>? configure = null, Func<ProviderManifest, ProviderManifest>? manifest = null)
    {
        var options = new RouterOptions { Policy = (policy ?? (static read => read))(ReadPolicy()) };
        options.AddProvider(Read("strict"), Strict).AddProvider(Read("loose"), Loose);
        configure?.Invoke(options);
        Router = Router.Create(options);

        ProviderManifest Read(string id) => (manifest ?? (static read => read))(ReadManifest(id));
    }

    public ScriptedProvider Strict { get; } = new();

    public ScriptedProvider Loose { get; } = new();

    public Router Router { get; }

    /// <summary>The one request that the strict provider got.</summary>
    public JsonElement Request => Body(Assert.Single(Strict.Requests));

    public static JsonElement Body(ScriptedRequest request) => JsonDocument.Parse(request.Body).RootElement;

    public ValueTask DisposeAsync() => Router.DisposeAsync();

    private static Policy ReadPolicy()
    {
        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read("switchyard.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "switchyard.json")), errors);
        Assert.Empty(errors);
        return policy!;
    }

    private static ProviderManifest ReadManifest(string id)
    {
        var errors = new List<ConfigurationError>();
        var path = Path.Combine(AppContext.BaseDirectory, "plugins", id + ProviderManifest.FileSuffix);
        var manifest = ManifestReader.Read(path, File.ReadAllText(path), errors);
        Assert.Empty(errors);
        return manifest!;
    }
}
