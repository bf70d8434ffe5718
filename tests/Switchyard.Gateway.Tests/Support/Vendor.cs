using Switchyard.Sdk;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

/// <summary>A simulated vendor on loopback, and the real OpenAI-wire provider that calls it.</summary>
internal sealed class Vendor : IAsyncDisposable
{
    private Vendor(string id, SimulatorServer server, IReadOnlyList<ModelManifest> models, IReadOnlyList<string> keys) =>
        (Id, Server, Models, Keys) = (id, server, models, keys);

    public string Id { get; }

    public SimulatorServer Server { get; }

    private IReadOnlyList<ModelManifest> Models { get; }

    private IReadOnlyList<string> Keys { get; }

    public static async Task<Vendor> StartAsync(
        string id, IReadOnlyList<ModelManifest> models, IReadOnlyDictionary<string, string>? keys = null, Func<SimulatedRequest, string?>? answer = null,
        Func<SimulatedRequest, string?>? toolChoice = null, TimeSpan tokenInterval = default)
    {
        var server = await SimulatorServer.StartAsync(new()
        {
            Models = [.. models.Select(model => new SimulatedModel
            {
                Id = model.Id,
                Answer = answer,
                ToolChoice = toolChoice,
                TokenInterval = tokenInterval,
                EmbeddingDimensions = model.Capabilities.HasFlag(Capabilities.Embeddings) ? 8 : null,
            })],
            Keys = keys,
            RejectUnknownParameters = false,
        });
        return new(id, server, models, keys is null ? [$"{id.ToUpperInvariant()}_KEY"] : [.. keys.Keys]);
    }

    /// <summary>Makes it one of the router's providers.</summary>
    public void AddTo(RouterOptions options)
    {
        var manifest = new ProviderManifest
        {
            File = Id + ProviderManifest.FileSuffix,
            Id = Id,
            Name = Id,
            Wire = "openai",
            Endpoint = Server.Endpoint,
            Keys = Keys,
            Models = Models,
        };
        options.AddProvider(manifest, new OpenAIWireProvider(new ProviderSettings { Id = Id, Endpoint = Server.Endpoint, Manifest = "{}"u8.ToArray() }));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
