using System.Diagnostics;
using System.Text.Json;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class PolicyWatcherTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_policy_behind_links_is_taken_up_when_they_are_turned_and_outlives_its_file()
    {
        await using var vendor = await SimulatorServer.StartAsync(new() { Models = [new() { Id = "one" }, new() { Id = "two" }], AllowAnonymous = true }, Token);
        using var folder = new TemporaryFolder();
        folder.Write("vendors/local.provider.json", $$"""
            { "id": "local", "wire": "openai", "endpoint": "{{vendor.Endpoint}}", "models": [{ "id": "one" }, { "id": "two" }] }
            """);

        // As a ConfigMap is mounted: the file is a link through a link to a folder, and only the middle one is turned.
        folder.Write("config/..1/switchyard.json", """{ "tiers": { "cheap": { "models": ["local/one"] } } }""");
        folder.Write("config/..2/switchyard.json", """{ "tiers": { "cheap": { "models": ["local/two"] } } }""");
        var config = Path.Combine(folder.Path, "config");
        Directory.CreateSymbolicLink(Path.Combine(config, "..data"), "..1");
        var policy = Path.Combine(config, "switchyard.json");
        File.CreateSymbolicLink(policy, Path.Combine("..data", "switchyard.json"));

        using var gateway = await GatewayProcess.Launch(folder.Path, "--manifests", "vendors", "--policy", policy).ReadyAsync(Token);
        Assert.Equal("local/one", await AnswererAsync(gateway));
        Directory.CreateSymbolicLink(Path.Combine(config, "..tmp"), "..2");
        Process.Start("mv", ["-fT", Path.Combine(config, "..tmp"), Path.Combine(config, "..data")]).WaitForExit();
        while (await AnswererAsync(gateway) != "local/two")
            await Task.Delay(50, Token);

        File.Delete(policy);
        while (!gateway.Output.Contains("is gone", StringComparison.Ordinal))
            await Task.Delay(50, Token);
        Assert.Equal("local/two", await AnswererAsync(gateway));
    }

    private static async Task<string?> AnswererAsync(GatewayProcess gateway)
    {
        using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("cheap")), Token);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)).GetProperty("model").GetString();
    }
}
