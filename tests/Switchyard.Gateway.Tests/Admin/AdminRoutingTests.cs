using System.Net;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class AdminRoutingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_isolated_is_not_asked_until_it_is_restored()
    {
        await using var scene = await AdminScene.StartAsync();
        Assert.Equal(1, (await scene.AskAsync(HttpMethod.Post, "/admin/health/isolate", """{"id":"a/one"}""")).GetProperty("isolated").GetInt32());
        Assert.Equal("b/two", await AnswererAsync(scene));
        var state = (await scene.AskAsync(HttpMethod.Get, "/admin/health")).GetProperty("candidates").EnumerateArray().Single(item => item.GetProperty("model").GetString() == "a/one");
        Assert.Equal("Isolated", state.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, state.GetProperty("readyInMs").ValueKind);

        await scene.AskAsync(HttpMethod.Post, "/admin/health/restore", """{"id":"a"}""");
        Assert.Equal("a/one", await AnswererAsync(scene));
        await scene.RefusedAsync(HttpMethod.Post, "/admin/health/isolate", """{"id":"nix"}""", HttpStatusCode.NotFound, "model_not_found");
        await scene.RefusedAsync(HttpMethod.Post, "/admin/policy/reload", null, HttpStatusCode.Conflict, "no_policy_file");
    }

    [Fact]
    public async Task Plugins_and_the_policy_come_and_go_while_it_serves()
    {
        await using var vendor = await SimulatorServer.StartAsync(new() { Models = [new() { Id = "one" }, new() { Id = "two" }], AllowAnonymous = true }, Token);
        using var folder = new TemporaryFolder();
        folder.Write("vendors/local.provider.json", $$"""
            { "id": "local", "wire": "openai", "endpoint": "{{vendor.Endpoint}}", "models": [{ "id": "one" }, { "id": "two" }] }
            """);
        var policy = folder.Write("switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one"] } } }""");
        var plugins = Path.Combine(folder.Path, "plugins");
        var shipped = Path.Combine(AppContext.BaseDirectory, "plugins");
        PluginFolder.Install(Path.Combine(shipped, "OpenAI"), Directory.CreateDirectory(plugins).FullName, null);
        await using var server = await GatewayServer.StartAsync(
            new()
            {
                PolicyFile = policy,
                PluginDirectory = plugins,
                ManifestDirectories = [Path.Combine(folder.Path, "vendors")],
                Urls = ["http://127.0.0.1:0"],
                Watch = false,
                AdminKey = AdminScene.Key,
                Variables = static _ => null,
            },
            cancellationToken: Token);
        using var client = new HttpClient { BaseAddress = new(server.Addresses[0]) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", AdminScene.Key);

        await File.WriteAllTextAsync(policy, """{ "tiers": { "cheap": { "models": ["local/nix"] } } }""", Token);
        Assert.Contains("local/nix", (await PostAsync(client, "/admin/policy/reload", "", HttpStatusCode.BadRequest)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(policy, """{ "tiers": { "cheap": { "models": ["local/two"] } } }""", Token);
        Assert.Equal("local/two", (await PostAsync(client, "/admin/policy/reload", "")).GetProperty("tiers").GetProperty("cheap")[0].GetString());
        Assert.Equal("local/two", (await PostAsync(client, GatewayScene.Chat, GatewayScene.Body("cheap"))).GetProperty("model").GetString());

        var loaded = await PostAsync(client, "/admin/plugins/load", JsonSerializer.Serialize(new Dictionary<string, string> { ["path"] = Path.Combine(shipped, "Ollama") }));
        Assert.Contains(loaded.GetProperty("plugins").EnumerateArray(), plugin => plugin.GetProperty("providers").EnumerateArray().Any(id => id.GetString() == "ollama"));
        Assert.Equal("unloaded", (await PostAsync(client, "/admin/plugins/unload", """{"provider":"ollama"}""")).GetProperty("plugin").GetProperty("state").GetString());
        Assert.DoesNotContain("\"ollama\"", (await PostAsync(client, "/admin/plugins/reload", "")).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"ollama\"", (await PostAsync(client, "/admin/plugins/reload", """{"force":true}""")).GetRawText(), StringComparison.Ordinal);

        await PostAsync(client, "/admin/plugins/unload", """{"provider":"nix"}""", HttpStatusCode.NotFound);
        await PostAsync(client, "/admin/plugins/load", """{"path":"relative"}""", HttpStatusCode.BadRequest);
        var broken = Path.GetDirectoryName(folder.Write("Broken/broken.provider.json", """{ "id": "broken", "assembly": "Nothing.dll" }"""))!;
        await PostAsync(client, "/admin/plugins/load", JsonSerializer.Serialize(new Dictionary<string, string> { ["path"] = broken }), HttpStatusCode.BadRequest);
        Assert.Equal("local/two", (await PostAsync(client, GatewayScene.Chat, GatewayScene.Body("cheap"))).GetProperty("model").GetString());
    }

    private static async Task<string?> AnswererAsync(AdminScene scene) =>
        (await scene.Gateway.PostAsync(GatewayScene.Body("cheap"), HttpStatusCode.OK)).GetProperty("model").GetString();

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await client.PostAsync(path, new StringContent(body), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{path} {(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }
}
