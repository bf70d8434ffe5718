using System.Net;

namespace Switchyard.Gateway.Tests;

/// <summary>One process, one exposition: a second gateway beside this one would be read along with it. So these run alone.</summary>
[Collection(nameof(MetricsTests))]
[CollectionDefinition(nameof(MetricsTests), DisableParallelization = true)]
public sealed class MetricsTests
{
    private const string Key = "an-operators-key-of-some-length";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scraper_reads_what_calls_came_to()
    {
        await using var scene = await KeyedScene.StartAsync();
        var secret = scene.Issue(new() { Name = "app" });
        for (var call = 0; call < 3; call++)
            Assert.Equal(HttpStatusCode.OK, (await scene.AskAsync(secret, GatewayScene.Body("cheap", text: "a very private text"))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.AskAsync(secret, GatewayScene.Body("nix"))).Response.StatusCode);
        Assert.True(scene.Store.Ledger.Flush());

        using var response = await scene.Gateway.Client.GetAsync("/metrics", Token);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync(Token);
        var metrics = Exposition.Read(text);

        const string Model = "gen_ai_request_model=\"a/one\"";
        Assert.Equal(3, metrics.Sum("gen_ai_client_operation_duration_seconds_count", Model, "switchyard_task=\"cheap\"", "gen_ai_provider_name=\"a\""));
        Assert.Equal(3, metrics.Sum("gen_ai_client_token_usage_count", Model, "gen_ai_token_type=\"output\""));
        Assert.Equal(3, metrics.Sum("switchyard_attempts_total", Model, "switchyard_outcome=\"Completed\""));
        Assert.True(metrics.Sum("switchyard_cost_total", Model) > 0);
        Assert.Equal(3, metrics.Sum("switchyard_ledger_written_total"));
        Assert.Equal(1, metrics.Sum("http_server_request_duration_seconds_count", "http_response_status_code=\"404\""));
        Assert.DoesNotContain("private", text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_are_counted_from_the_start_and_no_longer_once_they_are_unloaded()
    {
        const string Plugin = "switchyard_plugin=\"Ollama/Switchyard.Provider.Ollama\"";
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["OpenAI", "Ollama"])
            PluginFolder.Install(Path.Combine(AppContext.BaseDirectory, "plugins", name), folder.Path, null);
        await using var server = await GatewayServer.StartAsync(
            new() { PluginDirectory = folder.Path, Urls = ["http://127.0.0.1:0"], Watch = false, AdminKey = Key, Variables = static _ => null }, cancellationToken: Token);
        using var client = new HttpClient { BaseAddress = new(server.Addresses[0]) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var metrics = Exposition.Read(await client.GetStringAsync("/metrics", Token));
        Assert.Equal(1, metrics.Sum("switchyard_plugin_loads_total", Plugin));
        Assert.Equal(1, metrics.Sum("switchyard_plugin_active", Plugin));
        Assert.Equal(2, metrics.Sum("switchyard_plugin_active"));

        // The trial before it is no load, and gives no series a twin.
        using var loaded = await client.PostAsync(
            "/admin/plugins/load", new StringContent($$"""{"path":"{{Path.Combine(AppContext.BaseDirectory, "plugins", "Gemini")}}"}"""), Token);
        Assert.Equal(HttpStatusCode.OK, loaded.StatusCode);

        using var unloaded = await client.PostAsync("/admin/plugins/unload", new StringContent("""{"provider":"ollama"}"""), Token);
        Assert.Equal(HttpStatusCode.OK, unloaded.StatusCode);

        // The exporter gives the same text again for some time.
        for (var attempt = 0; attempt < 200 && metrics.Sum("switchyard_plugin_unloads_total", Plugin) == 0; attempt++)
        {
            await Task.Delay(50, Token);
            metrics = Exposition.Read(await client.GetStringAsync("/metrics", Token));
        }

        Assert.Equal(1, metrics.Sum("switchyard_plugin_unloads_total", Plugin));
        Assert.Equal(0, metrics.Sum("switchyard_plugin_active", Plugin));
        Assert.Equal(2, metrics.Sum("switchyard_plugin_active"));
        Assert.Equal(3, metrics.Sum("switchyard_plugin_loads_total"));
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For", "203.0.113.7", HttpStatusCode.Unauthorized)]
    [InlineData("Via", "1.1 proxy", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "https://elsewhere.example", HttpStatusCode.Unauthorized)]
    [InlineData("Host", "gateway.example", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer " + Key, HttpStatusCode.OK)]
    public async Task Only_this_machine_and_the_admin_key_read_them(string? header, string? value, HttpStatusCode status)
    {
        await using var scene = await GatewayScene.StartAsync(options: new() { AdminKey = Key });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (header is not null)
            Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        using var response = await scene.Client.SendAsync(request, Token);
        Assert.Equal(status, response.StatusCode);

        // With the key it does not matter where one is.
        if (status == HttpStatusCode.OK)
            return;
        using var again = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        Assert.True(again.Headers.TryAddWithoutValidation(header!, value));
        again.Headers.Authorization = new("Bearer", Key);
        using var answer = await scene.Client.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
