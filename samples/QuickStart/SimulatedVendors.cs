using Switchyard;
using Switchyard.Simulator;

namespace QuickStart;

/// <summary>
/// Three vendors on loopback that speak the real wire: the models and prices of their manifests, with a speed each. The primary is killed half
/// way, and another takes only so many requests a minute.
/// </summary>
public sealed class SimulatedVendors : IAsyncDisposable
{
    private const string Primary = "openai";
    private const string RateLimited = "deepseek";

    private static readonly string[] s_intents = Enum.GetNames<Intent>();

    private readonly Dictionary<string, SimulatorServer> _servers = [];

    public static async Task<SimulatedVendors> StartAsync()
    {
        var vendors = new SimulatedVendors();
        foreach (var manifest in Vendors.ReadManifests())
        {
            var firstToken = manifest.Id switch { Primary => 25, RateLimited => 45, _ => 30 };
            vendors._servers[manifest.Id] = await SimulatorServer.StartAsync(new()
            {
                Models = [.. manifest.Models.Select(model => Simulate(model, manifest.Id, firstToken))],
            });
        }

        return vendors;
    }

    /// <summary>Sends the router to the simulated vendors, with keys that are none.</summary>
    public void Configure(RouterOptions options)
    {
        options.Variables = static name => name.EndsWith("_API_KEY", StringComparison.Ordinal) ? "simulated" : null;
        foreach (var (id, server) in _servers)
            options.Endpoints[id] = server.Endpoint;
    }

    /// <summary>Live connections are reset, new ones refused.</summary>
    public Task KillPrimaryAsync() => _servers[Primary].KillAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
    }

    /// <summary>
    /// A model that does not hold to schemas is told the choices in words. The simulator's stand-in cannot read; this takes one of them.
    /// </summary>
    private static string? ChooseWithoutSchema(SimulatedRequest request) =>
        request.Schema is null && request.System.Contains("exactly one of these values", StringComparison.Ordinal)
            ? s_intents[request.Prompt.Length % s_intents.Length]
            : null;

    private static SimulatedModel Simulate(ModelManifest model, string vendor, int firstTokenMilliseconds) => new()
    {
        Id = model.Id,
        FirstTokenLatency = TimeSpan.FromMilliseconds(firstTokenMilliseconds),
        TokenInterval = TimeSpan.FromMilliseconds(1),
        Prices = new() { Input = model.Price!.Input, CachedInput = model.Price.CachedInput ?? model.Price.Input, Output = model.Price.Output },
        Answer = ChooseWithoutSchema,
        RateLimit = vendor == RateLimited ? new() { Requests = 24 } : null,
    };
}
