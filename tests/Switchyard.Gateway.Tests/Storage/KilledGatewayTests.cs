using System.Collections.Concurrent;
using Switchyard.Simulator;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

/// <summary>A gateway that is killed under load has every call in its ledger that a client saw completed, once.</summary>
public sealed class KilledGatewayTests
{
    private const int Clients = 4;
    private const int Kills = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_client_saw_completed_is_in_the_ledger_once()
    {
        await using var vendor = await SimulatorServer.StartAsync(new() { Models = [new() { Id = "model" }], AllowAnonymous = true }, Token);
        using var folder = new TemporaryFolder();
        WriteSmallPlugin(folder, vendor);
        var random = new Random(11);
        var completed = new ConcurrentBag<Guid>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var gateway = await GatewayProcess.Launch(folder.Path, "--plugins", "plugins").ReadyAsync(Token);
            var before = completed.Count;
            var enough = random.Next(1, 80);
            var load = Enumerable.Range(0, Clients).Select(index => LoadAsync(gateway.Client, index % 2 == 0, completed)).ToList();
            while (completed.Count - before < enough)
                await Task.Delay(random.Next(1, 10), Token);
            gateway.Signal("KILL");
            await gateway.EndAsync(Token);
            await Task.WhenAll(load);
        }

        var options = new StoreOptions { Folder = new(Path.Combine(folder.Path, "data")) };
        SqliteLedger.CatchUp(options);
        var kept = new List<Guid>();
        Administration.Open(options).Costs.ForEach(call =>
        {
            kept.Add(call.Id);
            Assert.Equal("cheap", call.Asked);
            Assert.Equal("client-7", call.RequestId);
            Assert.NotEmpty(call.Attempts);
        });
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.Equal(completed.Count, completed.Distinct().Count());
        Assert.Empty(completed.Except(kept));
    }

    /// <summary>One plugin with one manifest, so that twenty starts take little.</summary>
    private static void WriteSmallPlugin(TemporaryFolder folder, SimulatorServer vendor)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI");
        folder.Write("plugins/Local/local.provider.json", $$"""
            { "id": "local", "wire": "openai", "plugin": { "assembly": "Switchyard.Provider.OpenAI.dll", "entryType": "Switchyard.Provider.OpenAI.OpenAIProviderFactory" }, "endpoint": "{{vendor.Endpoint}}",
              "models": [{ "id": "model", "tier": "cheap", "price": { "input": 1, "output": 1 } }] }
            """);
        folder.Write("switchyard.json", """{ "tiers": { "cheap": { "models": ["local/model"] } } }""");
        foreach (var file in Directory.GetFiles(shipped).Where(file => !file.EndsWith(ProviderManifest.FileSuffix, StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder.Path, "plugins", "Local", Path.GetFileName(file)));
    }

    private static async Task LoadAsync(HttpClient client, bool isStream, ConcurrentBag<Guid> completed)
    {
        try
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat)
                {
                    Content = new StringContent(GatewayScene.Body("cheap", isStream ? ",\"max_tokens\":5,\"stream\":true" : ",\"max_tokens\":5")),
                };
                request.Headers.Add("x-request-id", "client-7");
                using var response = await client.SendAsync(request, Token);
                response.EnsureSuccessStatusCode();
                var text = await response.Content.ReadAsStringAsync(Token);
                if (!isStream || text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal))
                    completed.Add(Guid.Parse(ChatCompletionTests.Header(response, "request-id")));
            }
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // The gateway was killed.
        }
    }
}
