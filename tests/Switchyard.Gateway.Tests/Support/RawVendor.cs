using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Switchyard.Sdk;

namespace Switchyard.Gateway.Tests;

/// <summary>A vendor on loopback that sends the bytes that a test gives it, whatever it is asked.</summary>
internal sealed class RawVendor : IAsyncDisposable
{
    private readonly WebApplication _web;

    private RawVendor(WebApplication web) => _web = web;

    /// <summary>The body of the last request.</summary>
    public string LastBody { get; private set; } = "";

    public static async Task<RawVendor> StartAsync(string reply, bool isStream = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var vendor = new RawVendor(web);
        web.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            vendor.LastBody = await reader.ReadToEndAsync(http.RequestAborted);
            http.Response.ContentType = isStream ? "text/event-stream" : "application/json";
            await http.Response.WriteAsync(reply, http.RequestAborted);
        });
        await web.StartAsync(TestContext.Current.CancellationToken);
        return vendor;
    }

    /// <summary>A gateway in front of it, which knows it as <c>raw/m</c>.</summary>
    public Task<GatewayServer> FrontAsync() => GatewayServer.StartAsync(
        new()
        {
            Urls = ["http://127.0.0.1:0"],
            Watch = false,
            DataDirectory = null,
            ConfigureRouter = router =>
            {
                var endpoint = new Uri(_web.Urls.Single() + "/v1");
                var manifest = new ProviderManifest { File = "raw.provider.json", Id = "raw", Name = "raw", Wire = "openai", Endpoint = endpoint, Models = [GatewayScene.Model("m", 1)] };
                router.Policy = new() { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["raw/m"] } };
                router.AddProvider(manifest, new OpenAIWireProvider(new ProviderSettings { Id = "raw", Endpoint = endpoint, Manifest = "{}"u8.ToArray() }));
            },
        },
        cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
