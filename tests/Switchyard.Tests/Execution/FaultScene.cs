using Switchyard.Sdk;
using Switchyard.Simulator;

namespace Switchyard.Tests.Execution;

/// <summary>A router over real sockets: the model <c>a/bad</c> has a fault, <c>b/good</c> answers soundly. Limits are short.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    public const string Answer = "one two three four five six";

    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(300);
    private static readonly TaskDefinition s_task = new("Tests.Fault", Tier.Cheap);

    private FaultScene(SimulatorServer server, bool isAlone, TimeSpan limit)
    {
        Server = server;
        var options = new RouterOptions
        {
            Ledger = Ledger,
            Policy = new()
            {
                Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = isAlone ? ["a/bad"] : ["a/bad", "b/good"] },
                TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Strategy = RoutingStrategy.Ordered } },
                Limits = new() { Connect = limit, FirstToken = limit, Idle = limit, Attempt = limit * 3, Deadline = limit * 8, Attempts = 3 },
            },
        };
        Add(options, "a", "bad", limit);
        Add(options, "b", "good", limit);
        Router = Router.Create(options);
    }

    public SimulatorServer Server { get; }

    public Router Router { get; }

    public MemoryLedger Ledger { get; } = new();

    /// <param name="fault">What <c>a/bad</c> does; <see langword="null"/> for nothing.</param>
    /// <param name="isAlone">Whether there is no <c>b/good</c>.</param>
    /// <param name="schedule">When it does it. Default: with the next request.</param>
    /// <param name="limit">The shortest time limit. A fault that does not end by itself wants a short one.</param>
    public static async Task<FaultScene> StartAsync(Fault? fault, bool isAlone = false, FaultSchedule? schedule = null, TimeSpan? limit = null)
    {
        var server = await SimulatorServer.StartAsync(new()
        {
            Models =
            [
                new() { Id = "bad", Answer = static _ => Answer },
                new() { Id = "good", Answer = static _ => Answer },
            ],
        });
        if (fault is not null)
            server.Faults.Add(fault, schedule ?? FaultSchedule.Next(1), "bad");
        return new(server, isAlone, limit ?? s_limit);
    }

    public async Task<string> AskAsync(bool isStream, CancellationToken cancellationToken)
    {
        var call = Router.Begin(s_task);
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]"u8);
        return isStream ? string.Concat(await call.StreamAsync(cancellationToken).ToListAsync(cancellationToken)) : await call.CompleteAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Router.DisposeAsync();
        await Server.DisposeAsync();
    }

    private void Add(RouterOptions options, string provider, string model, TimeSpan limit)
    {
        options.Variables = static _ => "secret";
        options.AddProvider(
            new()
            {
                File = provider + ProviderManifest.FileSuffix,
                Id = provider,
                Name = provider,
                Wire = "openai",
                Endpoint = Server.Endpoint,
                Keys = [provider.ToUpperInvariant() + "_KEY"],
                Models = [new() { Id = model }],
            },
            new OpenAIWireProvider(new ProviderSettings
            {
                Id = provider,
                Endpoint = Server.Endpoint,
                ConnectTimeout = limit,
                Manifest = "{}"u8.ToArray(),
            }));
    }
}
