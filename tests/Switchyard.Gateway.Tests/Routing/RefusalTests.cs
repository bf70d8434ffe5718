using System.Net;
using Switchyard.Simulator;

namespace Switchyard.Gateway.Tests;

public sealed class RefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reason_that_many_models_share_is_said_once()
    {
        await using var scene = await GatewayScene.StartAsync(
            policy => policy with { Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = [.. Enumerable.Range(1, 9).Select(number => $"a/m{number}")] } },
            vendors: [await Vendor.StartAsync("a", [.. Enumerable.Range(1, 9).Select(number => GatewayScene.Model($"m{number}", 1))])]);
        var error = (await scene.PostAsync(GatewayScene.Body("cheap?max_cost=0.000000001"), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Contains("a/m1, a/m2, a/m3 and 6 others: a useful answer could cost more than the ceiling", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a/m9", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_what_is_the_operators_and_leaves_out_what_is_the_callers()
    {
        await using var vendor = await SimulatorServer.StartAsync(
            new() { Models = [.. Enumerable.Range(1, 70).Select(number => new SimulatedModel { Id = $"m{number}" })], AllowAnonymous = true, RejectUnknownParameters = true }, Token);
        using var folder = new TemporaryFolder();
        folder.Write("vendors/local.provider.json", $$"""
            { "id": "local", "wire": "openai", "endpoint": "{{vendor.Endpoint}}", "models": [{{string.Join(',', Enumerable.Range(1, 70).Select(number => $$"""{ "id": "m{{number}}" }"""))}}] }
            """);
        folder.Write("switchyard.json", $$"""{ "tiers": { "cheap": { "models": [{{string.Join(',', Enumerable.Range(1, 70).Select(number => $"\"local/m{number}\""))}}] } } }""");
        using var gateway = await GatewayProcess.Launch(folder.Path, "--manifests", "vendors").ReadyAsync(Token);
        using var response = await gateway.Client.PostAsync(GatewayScene.Chat, new StringContent(GatewayScene.Body("local/m1", ",\"no_such_parameter\":1")), Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        gateway.Signal("TERM");
        Assert.Equal(0, (await gateway.EndAsync(Token)).Code);
        Assert.Contains("The tier cheap has 70 candidates", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ended as", gateway.Output, StringComparison.Ordinal);
    }
}
