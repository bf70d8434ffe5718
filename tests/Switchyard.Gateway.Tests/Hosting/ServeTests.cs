using System.Net;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class ServeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_it_answers_from_simulated_vendors_and_says_so()
    {
        using var folder = new TemporaryFolder();
        using var gateway = await GatewayProcess.Launch(folder.Path).ReadyAsync(Token);
        Assert.Contains("SIMULATED", gateway.FirstLine, StringComparison.Ordinal);
        using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("auto")), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("true", ChatCompletionTests.Header(response, "simulated"));
        Assert.Equal("ready\n", await gateway.Client.GetStringAsync("/readyz", Token));
        Assert.Equal("ok\n", await gateway.Client.GetStringAsync("/healthz", Token));

        // Vendors that nobody plays have no models here: what is asked of a gateway without a key leaves no machine.
        var models = await gateway.Client.GetStringAsync("/v1/models", Token);
        Assert.Contains("\"google/gemini", models, StringComparison.Ordinal);
        Assert.DoesNotContain("\"gemini/", models, StringComparison.Ordinal);
        Assert.DoesNotContain("\"anthropic/", models, StringComparison.Ordinal);

        gateway.Signal("TERM");
        Assert.Equal(0, (await gateway.EndAsync(Token)).Code);
    }

    [Fact]
    public async Task A_short_manifest_points_at_any_server_of_the_wire()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Models = [new() { Id = "my-model" }], AllowAnonymous = true }, Token);
        using var folder = new TemporaryFolder();
        WriteLocal(folder, server);
        using var gateway = await GatewayProcess.Launch(folder.Path, "--manifests", "vendors").ReadyAsync(Token);
        Assert.DoesNotContain("SIMULATED", gateway.FirstLine, StringComparison.Ordinal);
        foreach (var name in new[] { "local/my-model", "my-model", "cheap" })
        {
            using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body(name)), Token);
            Assert.Equal("local/my-model", ChatCompletionTests.Header(response, "model"));
        }
    }

    [Fact]
    public async Task A_stream_at_work_ends_in_peace_when_the_gateway_is_told_to_stop()
    {
        await using var server = await SimulatorServer.StartAsync(new()
        {
            Models = [new() { Id = "my-model", AnswerTokens = 60, TokenInterval = TimeSpan.FromMilliseconds(20) }],
            AllowAnonymous = true,
        }, Token);
        using var folder = new TemporaryFolder();
        WriteLocal(folder, server);
        using var gateway = await GatewayProcess.Launch(folder.Path, "--manifests", "vendors").ReadyAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat) { Content = new StringContent(GatewayScene.Body("cheap", ",\"stream\":true")) };
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        gateway.Signal("TERM");

        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(0, (await gateway.EndAsync(Token)).Code);
    }

    [Fact]
    public async Task A_gateway_that_was_told_to_stop_says_so_while_it_still_answers()
    {
        using var folder = new TemporaryFolder();
        var notice = new Dictionary<string, string> { ["Switchyard__StopNoticeSeconds"] = "600" };
        using var gateway = await GatewayProcess.Launch(folder.Path, notice).ReadyAsync(Token);
        Assert.Equal("ready\n", await gateway.Client.GetStringAsync("/readyz", Token));
        gateway.Signal("TERM");
        while (await ReadinessAsync(gateway) == "ready\n")
            await Task.Delay(20, Token);
        Assert.Equal("stopping\n", await ReadinessAsync(gateway));
        using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("auto")), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_log_of_objects_holds_nothing_else_and_no_content()
    {
        using var folder = new TemporaryFolder();
        var form = new Dictionary<string, string> { ["Switchyard__LogFormat"] = "json", ["OPENAI_API_KEY"] = "" };
        using var gateway = await GatewayProcess.Launch(folder.Path, form).ReadyAsync(Token);
        using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("cheap", text: "a very private text")), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        gateway.Signal("TERM");
        Assert.Equal(0, (await gateway.EndAsync(Token)).Code);
        var lines = gateway.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.False(string.IsNullOrEmpty(JsonElement.Parse(line).GetProperty("Message").GetString())));
        Assert.DoesNotContain("private", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_policy_holds_without_a_restart_and_a_wrong_one_does_not()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Models = [new() { Id = "one" }, new() { Id = "two" }], AllowAnonymous = true }, Token);
        using var folder = new TemporaryFolder();
        folder.Write("vendors/local.provider.json", $$"""
            { "id": "local", "wire": "openai", "endpoint": "{{server.Endpoint}}", "models": [{ "id": "one" }, { "id": "two" }] }
            """);
        var policy = folder.Write("switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one"] } } }""");
        using var gateway = await GatewayProcess.Launch(folder.Path, "--manifests", "vendors").ReadyAsync(Token);
        Assert.Equal("local/one", await AnswererAsync(gateway));

        await File.WriteAllTextAsync(policy, """{ "tiers": { "cheap": { "models": ["local/nix"] } } }""", Token);
        await File.WriteAllTextAsync(policy, """{ "tiers": { "cheap": { "models": ["local/two"] } } }""", Token);
        while (await AnswererAsync(gateway) != "local/two")
            await Task.Delay(50, Token);
    }

    [Theory]
    [InlineData("is reachable from other machines", "--urls", "http://0.0.0.0:4080")]
    [InlineData("is reachable from other machines", "--urls", "http://*:4080")]
    [InlineData("is no address", "--urls", "4080")]
    [InlineData("plain http", "--urls", "https://127.0.0.1:4080")]
    [InlineData("cannot be read", "--policy", "nowhere.json")]
    [InlineData("wrong.json(1,", "--policy", "wrong.json")]
    [InlineData("unknown-model.json", "--policy", "unknown-model.json")]
    [InlineData("does not exist", "--plugins", "nowhere")]
    [InlineData("the most that is taken here is 596h", "--policy", "long.json")]
    [InlineData("'--bogus'; --help says what there is.", "--bogus")]
    [InlineData("'--urls'; --help says what there is.", "--urls")]
    public async Task What_it_cannot_be_started_with_is_said_in_a_sentence(string sentence, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("wrong.json", """{ "tiers": 5 }""");
        folder.Write("long.json", """{ "tiers": { "cheap": { "models": ["openai/gpt-6-luna"] } }, "limits": { "deadline": "2000h" } }""");
        folder.Write("unknown-model.json", """{ "tiers": { "cheap": { "models": ["openai/nix"] } } }""");
        using var gateway = GatewayProcess.Launch(folder.Path, arguments);
        var (code, errors) = await gateway.EndAsync(Token);
        Assert.Equal(2, code);
        Assert.Contains(sentence == "unknown-model.json" ? "openai/nix" : sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_key_that_the_policy_has_no_use_for_is_no_reason_to_simulate()
    {
        using var folder = new TemporaryFolder();
        folder.Write("switchyard.json", """{ "tiers": { "cheap": { "models": ["openai/gpt-6-luna"] } } }""");
        using var gateway = GatewayProcess.Launch(folder.Path, new Dictionary<string, string> { ["GROQ_API_KEY"] = "gsk-not-asked" });
        var (code, errors) = await gateway.EndAsync(Token);
        Assert.Equal(2, code);
        Assert.Contains("openai is disabled because OPENAI_API_KEY is not set", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        await using var scene = await GatewayScene.StartAsync();
        using var folder = new TemporaryFolder();
        using var gateway = GatewayProcess.Launch(folder.Path, "--urls", scene.Address.ToString().TrimEnd('/'));
        var (code, errors) = await gateway.EndAsync(Token);
        Assert.Equal(2, code);
        Assert.Contains("cannot be listened on", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors + gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_another_gateway_has_is_done_without_unless_it_was_named()
    {
        using var folder = new TemporaryFolder();
        var options = new GatewayOptions { DataDirectory = Path.Combine(folder.Path, "data"), Urls = ["http://127.0.0.1:0"], Watch = false, IsDataNamed = false };
        await using var first = await GatewayServer.StartAsync(options, cancellationToken: Token);
        Assert.NotNull(first.Store);
        Assert.Null(first.DataProblem);

        await using var second = await GatewayServer.StartAsync(options, cancellationToken: Token);
        Assert.Null(second.Store);
        Assert.Contains("in use by another gateway", second.DataProblem, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<SwitchyardConfigurationException>(() => GatewayServer.StartAsync(options with { IsDataNamed = true }, cancellationToken: Token));
        Assert.Contains("in use by another gateway", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    private static async Task<string> ReadinessAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Client.GetAsync("/readyz", Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private static async Task<string> AnswererAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("cheap")), Token);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)).GetProperty("model").GetString()!;
    }

    private static void WriteLocal(TemporaryFolder folder, SimulatorServer server) =>
        folder.Write("vendors/local.provider.json", $$"""
            { "id": "local", "wire": "openai", "endpoint": "{{server.Endpoint}}", "models": [{ "id": "my-model", "tier": "cheap", "price": { "input": 0, "output": 0 } }] }
            """);
}
