using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

/// <summary>A gateway that keeps what it must not forget in a folder that goes with the test.</summary>
internal sealed class KeyedScene : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private KeyedScene(TemporaryFolder folder, GatewayScene gateway) => (_folder, Gateway) = (folder, gateway);

    public GatewayScene Gateway { get; }

    public Store Store => Gateway.Server.Store!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<KeyedScene> StartAsync(Func<Policy, Policy>? change = null, params Vendor[] vendors)
    {
        var folder = new TemporaryFolder();
        return new(folder, await GatewayScene.StartAsync(change, options: new() { DataDirectory = Path.Combine(folder.Path, "data") }, vendors: vendors));
    }

    /// <returns>The secret of a new key.</returns>
    public string Issue(NewKey key) => Store.Administration.Keys.Create(key).Secret;

    public async Task<(HttpResponseMessage Response, JsonElement Body)> AskAsync(string? secret, string body, string path = GatewayScene.Chat, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (header is not null)
            request.Headers.Add(header, secret);
        else if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var response = await Gateway.Client.SendAsync(request, Token);
        return (response, JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)));
    }

    /// <returns>The calls that the ledger holds.</returns>
    public IReadOnlyList<LedgerCall> Calls()
    {
        Assert.True(Store.Ledger.Flush());
        var calls = new List<LedgerCall>();
        Store.Administration.Costs.ForEach(calls.Add);
        return calls;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }
}
