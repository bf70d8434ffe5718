using Switchyard.Plugins;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>A server on one's own machine: a manifest without keys, served by the plugin that ships.</summary>
public sealed class KeylessProviderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vllm")]
    [InlineData("llamacpp")]
    public async Task A_local_server_needs_no_key_and_costs_nothing(string provider)
    {
        await using var server = await StartAsync(anonymous: true);
        await using var router = Create(provider, server, _ => null);
        var result = await TestCalls.AskAsync(router, Token);
        Assert.Equal(("Hello.", 0m), (result.Value, result.Cost));
        Assert.Equal("anonymous", Assert.Single(server.Requests).Key);
    }

    [Fact]
    public async Task One_that_asks_for_a_key_gets_it()
    {
        await using var server = await StartAsync(anonymous: false);
        await using var router = Create("vllm", server, name => name == "Switchyard:Providers:vllm:ApiKey" ? "sk-own" : null);
        Assert.Equal("Hello.", (await TestCalls.AskAsync(router, Token)).Value);
        Assert.Equal("own", Assert.Single(server.Requests).Key);
    }

    private static Task<SimulatorServer> StartAsync(bool anonymous) => SimulatorServer.StartAsync(
        new() { Models = [new() { Id = "local", Answer = static _ => "Hello." }], AllowAnonymous = anonymous, Keys = new Dictionary<string, string> { ["own"] = "sk-own" } }, Token);

    private static Router Create(string provider, SimulatorServer server, Func<string, string?> variables)
    {
        var options = new RouterOptions { Policy = TestCalls.Policy(null, provider + "/local"), Variables = variables };
        options.Endpoints[provider] = server.Endpoint;
        return Router.Create(options.UsePlugins());
    }
}
