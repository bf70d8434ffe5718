using System.Net;
using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

/// <summary>A gateway on a port of its own, before simulated vendors: <c>a</c> is cheaper than <c>b</c>.</summary>
internal sealed class GatewayScene : IAsyncDisposable
{
    public const string Chat = "/v1/chat/completions";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private GatewayScene(GatewayServer server, Vendor[] vendors, MemoryLedger ledger)
    {
        (Server, Vendors, Ledger) = (server, vendors, ledger);
        Client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address, Timeout = s_patience };
    }

    public GatewayServer Server { get; }

    public Vendor[] Vendors { get; }

    public MemoryLedger Ledger { get; }

    public HttpClient Client { get; }

    public Uri Address => new(Server.Addresses[0]);

    public Vendor A => Vendors[0];

    public Vendor B => Vendors[1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ModelManifest Model(string id, decimal price, Tier tier = Tier.Cheap, Capabilities can = Capabilities.Tools | Capabilities.Schema) => new()
    {
        Id = id,
        Tier = tier,
        Price = new() { Input = price, Output = price },
        ContextWindow = 100_000,
        MaxOutput = 10_000,
        Capabilities = can,
    };

    public static Policy DefaultPolicy => new()
    {
        Tiers = new Dictionary<Tier, IReadOnlyList<string>>
        {
            [Tier.Cheap] = ["a/one", "b/two"],
            [Tier.Mid] = ["b/middle"],
            [Tier.Frontier] = ["b/big"],
        },
        Tasks = new Dictionary<string, RoutePolicy> { ["SupportDesk.ReplyAsync"] = new() { MaxTokens = 7 } },
        Limits = new() { Deadline = TimeSpan.FromSeconds(40), Attempt = TimeSpan.FromSeconds(30), FirstToken = TimeSpan.FromSeconds(20), Idle = TimeSpan.FromSeconds(20) },
    };

    public static async Task<GatewayScene> StartAsync(Func<Policy, Policy>? change = null, GatewayOptions? options = null, params Vendor[] vendors)
    {
        if (vendors.Length == 0)
        {
            vendors =
            [
                await Vendor.StartAsync("a", [Model("one", 1)]),
                await Vendor.StartAsync("b", [Model("two", 2), Model("middle", 5, Tier.Mid, Capabilities.Images | Capabilities.Tools), Model("big", 20, Tier.Frontier)]),
            ];
        }

        var policy = change is null ? DefaultPolicy : change(DefaultPolicy);
        var ledger = new MemoryLedger();
        var server = await GatewayServer.StartAsync(
            (options ?? new()) with
            {
                Urls = ["http://127.0.0.1:0"],
                Watch = false,
                Variables = static name => name.EndsWith("KEY", StringComparison.Ordinal) ? "sk-" + name : null,
                ConfigureRouter = router =>
                {
                    router.Policy = policy;
                    if (options?.DataDirectory is null)
                        router.Ledger = ledger;
                    foreach (var vendor in vendors)
                        vendor.AddTo(router);
                },
            },
            cancellationToken: Token);
        return new(server, vendors, ledger);
    }

    public static string Body(string model, string more = "", string text = "hello") =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]{{more}}}""";

    public Task<HttpResponseMessage> PostAsync(string body, string path = Chat, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead) =>
        Client.SendAsync(new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, until, Token);

    /// <summary>Posts a body that must be answered with a status.</summary>
    public async Task<JsonElement> PostAsync(string body, HttpStatusCode status, string path = Chat)
    {
        using var response = await PostAsync(body, path);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>The data of every event of a stream that is complete.</summary>
    public async Task<IReadOnlyList<string>> StreamAsync(string body, string path = Chat)
    {
        using var response = await PostAsync(body, path);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        foreach (var vendor in Vendors)
            await vendor.DisposeAsync();
    }
}
