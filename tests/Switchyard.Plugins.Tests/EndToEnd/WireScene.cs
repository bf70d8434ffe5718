using Switchyard.Simulator;

namespace Switchyard.Plugins.Tests;

/// <summary>A simulator that plays all vendors, and the plugins that ship, each in a context of its own.</summary>
public sealed class WireScene : IAsyncDisposable
{
    public const string Answer = "Grüße, \"friend\": one two three.\nfour 😀";

    /// <summary>A model of each wire's manifest.</summary>
    public static readonly IReadOnlyDictionary<string, string> Models = new Dictionary<string, string>
    {
        ["openai"] = "gpt-6-luna",
        ["anthropic"] = "claude-haiku-4-5",
        ["gemini"] = "gemini-3.5-flash-lite",
        ["ollama"] = "llama3.2:3b",
    };

    private WireScene(SimulatorServer server) => Server = server;

    public SimulatorServer Server { get; }

    public PluginHost Host { get; } = new(new() { Directory = Path.Combine(AppContext.BaseDirectory, "plugins"), DrainDeadline = TimeSpan.FromSeconds(20) });

    public TestRegistry Registry { get; } = new();

    public static async Task<WireScene> StartAsync(Func<SimulatedModel, SimulatedModel>? vary = null) => new(await SimulatorServer.StartAsync(
        new()
        {
            Models =
            [
                .. Models.Values.Select(id => new SimulatedModel { Id = id, MaxOutputTokens = 64_000, Answer = static request => request.Tools.Count > 0 ? null : Answer }).Select(vary ?? (model => model)),
                new() { Id = "e", EmbeddingDimensions = 8 },
            ],
        },
        TestContext.Current.CancellationToken));

    public Uri Endpoint(string provider) => provider switch
    {
        "openai" => Server.Endpoint,
        "gemini" => new(Server.Address, "/v1beta"),
        _ => Server.Address,
    };

    /// <summary>Loads all plugins; the endpoints are those of one provider.</summary>
    public IProvider Load(string provider)
    {
        Registry.Endpoint = Endpoint(provider);
        Host.Start(Registry);
        Assert.Empty(Registry.Refusals);
        return Registry.Providers[provider];
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Server.DisposeAsync();
    }
}
