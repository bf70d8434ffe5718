using Switchyard.Simulator;

namespace Switchyard.Gateway;

/// <summary>The vendors of the manifests on loopback, for a gateway without a key: same models, same prices, no model behind them.</summary>
internal sealed class SimulatedVendors : IAsyncDisposable
{
    private const string Wire = "openai";

    // As many as text-embedding-3-small has.
    private const int EmbeddingDimensions = 1536;

    private readonly Dictionary<string, SimulatorServer> _servers = [];

    public IReadOnlyList<ProviderManifest> Manifests { get; private init; } = [];

    public static async Task<SimulatedVendors> StartAsync(IReadOnlyList<ProviderManifest> manifests, CancellationToken cancellationToken)
    {
        var vendors = new SimulatedVendors
        {
            Manifests = [.. manifests.Where(manifest => manifest is { Wire: Wire, Keys.Count: > 0, Models.Count: > 0 })],
        };
        foreach (var manifest in vendors.Manifests)
        {
            vendors._servers[manifest.Id] = await SimulatorServer.StartAsync(
                new() { Models = [.. manifest.Models.Select(Simulate)], RejectUnknownParameters = false }, cancellationToken).ConfigureAwait(false);
        }

        return vendors;
    }

    /// <summary>Sends the router to the simulated vendors, with keys that are none. A vendor that nobody plays gets no key, and so no prompt.</summary>
    public void Configure(RouterOptions options)
    {
        // By provider, not by the name that a manifest gives its key: a vendor's manifests for other wires share that one.
        var keys = _servers.Keys.Select(ProviderManifest.KeySetting).ToHashSet(StringComparer.Ordinal);
        options.Variables = name => keys.Contains(name) ? "simulated" : null;
        foreach (var (id, server) in _servers)
            options.Endpoints[id] = server.Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    private static SimulatedModel Simulate(ModelManifest model) => new()
    {
        Id = model.Id,
        EmbeddingDimensions = (model.Capabilities & Capabilities.Embeddings) != 0 ? EmbeddingDimensions : null,
        FirstTokenLatency = TimeSpan.FromMilliseconds(20),
        TokenInterval = TimeSpan.FromMilliseconds(1),
        Prices = model.Price is { } price
            ? new() { Input = price.Input, CachedInput = price.CachedInput ?? price.Input, Output = price.Output }
            : new(),
    };
}
