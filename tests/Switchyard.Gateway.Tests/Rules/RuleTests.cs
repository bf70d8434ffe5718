using System.Net;
using System.Text;
using Switchyard.Storage;

namespace Switchyard.Gateway.Tests;

/// <summary>The rules of the policy, for what only a request of the gateway has.</summary>
public sealed class RuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x-kind", "batch", "b/middle", "batch")]
    [InlineData("x-kind", "cron-7", "b/middle", "batch")]
    [InlineData("x-kind", "other", "a/one", null)]
    [InlineData("x-other", "batch", "a/one", null)]
    public async Task AHeaderDecides(string name, string value, string model, string? rule)
    {
        await using var scene = await StartAsync(new RoutingRule { Name = "batch", When = new() { Headers = Fields("x-kind", "batch", "cron*") }, Then = new() { Tier = Tier.Mid } });
        using var response = await SendAsync(scene, GatewayScene.Body("cheap"), request => request.Headers.Add(name, value));
        Assert.Equal(model, ChatCompletionTests.Header(response, "model"));
        Assert.Equal(rule, RuleOf(response));
    }

    [Theory]
    [InlineData("""{"tenant":"acme"}""", true)]
    [InlineData("""{"other":"acme","tenant":"acme"}""", true)]
    [InlineData("""{"tenant":"emca"}""", false)]
    [InlineData("""{"tenant":7}""", true)]
    [InlineData("""{"tenant":{"tenant":"acme"}}""", false)]
    [InlineData("{}", false)]
    [InlineData("null", false)]
    public async Task MetadataDecidesOnEveryWire(string metadata, bool matches)
    {
        await using var scene = await StartAsync(new RoutingRule { Name = "acme", When = new() { Metadata = Fields("tenant", "acme", "7") }, Then = new() { Models = ["b/two"] } });
        foreach (var (path, body) in new[]
        {
            (GatewayScene.Chat, GatewayScene.Body("cheap", $",\"metadata\":{metadata}")),
            ("/v1/responses", $$"""{"model":"cheap","input":"hello","metadata":{{metadata}}}"""),
        })
        {
            using var response = await scene.PostAsync(body, path);
            Assert.Equal(matches ? "b/two" : "a/one", ChatCompletionTests.Header(response, "model"));
        }
    }

    [Fact]
    public async Task AKeyMayNotLeaveItsRegion()
    {
        await using var keyed = await KeyedScene.StartAsync(policy => policy with
        {
            Rules = [new() { Name = "eu", When = new() { Keys = ["acme"] }, Then = new() { Bounds = new() { Residency = ["eu"] } } }],
            Providers = new Dictionary<string, ProviderPolicy> { ["b"] = new() { Regions = ["eu"] } },
        });
        var (acme, other) = (keyed.Issue(new() { Name = "acme" }), keyed.Issue(new() { Name = "other" }));

        var (first, _) = await keyed.AskAsync(acme, GatewayScene.Body("cheap"));
        Assert.Equal(("b/two", "eu"), (ChatCompletionTests.Header(first, "model"), RuleOf(first)));
        var (second, _) = await keyed.AskAsync(other, GatewayScene.Body("cheap"));
        Assert.Equal(("a/one", null), (ChatCompletionTests.Header(second, "model"), RuleOf(second)));

        var (refused, body) = await keyed.AskAsync(acme, GatewayScene.Body("a/one"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("refused_by_rule", body.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("(eu) leave no model of \"a/one\"", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(keyed.Gateway.A.Server.Requests);
    }

    [Fact]
    public async Task AKeyIsHeldToWhatItAskedAndNotToWhereARuleSendsIt()
    {
        await using var keyed = await KeyedScene.StartAsync(policy => policy with
        {
            Rules = [new() { Name = "long", When = new() { PromptTokensAbove = 100 }, Then = new() { Models = ["b/big"] } }],
        });
        var secret = keyed.Issue(new() { Name = "k", Tiers = [Tier.Cheap] });
        keyed.Store.Administration.Budgets.Set(BudgetScope.Key, "k", BudgetPeriod.Total, 1);
        var (response, _) = await keyed.AskAsync(secret, GatewayScene.Body("cheap", ",\"max_tokens\":10", string.Concat(Enumerable.Repeat("word ", 200))));
        Assert.Equal(("b/big", "long"), (ChatCompletionTests.Header(response, "model"), RuleOf(response)));
        var (refused, _) = await keyed.AskAsync(secret, GatewayScene.Body("b/big"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task ARequestThatNamesModelsKeepsThemAndStreamsSayWhoDecided()
    {
        await using var scene = await StartAsync(
            new() { Name = "all-mid", Then = new() { Tier = Tier.Mid } },
            new() { Name = "moved", When = new() { Asked = ["b/two"] }, Then = new() { Models = ["a/one"] } },
            new() { Name = "brief", When = new() { Topics = PromptTopic.Code }, Then = new() { Bounds = new() { MaxTokens = 3 } } });
        await AskAsync("a/one", "a/one", null);
        await AskAsync("b/big", "b/big", null);
        await AskAsync("auto", "b/middle", "all-mid");
        await AskAsync("b/two", "a/one", "moved");

        using var stream = await scene.PostAsync(GatewayScene.Body("auto", ",\"stream\":true", "Fix the bug in this python loop"));
        Assert.Equal("all-mid,brief", RuleOf(stream));
        Assert.Contains("\"finish_reason\":\"length\"", await stream.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        async Task AskAsync(string name, string model, string? rule)
        {
            using var response = await scene.PostAsync(GatewayScene.Body(name));
            Assert.Equal((model, rule), (ChatCompletionTests.Header(response, "model"), RuleOf(response)));
        }
    }

    [Fact]
    public async Task APolicyWithARuleThatNeverDecidesIsRefusedAtItsPlace()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("switchyard.json", """{ "tiers": { "cheap": { "models": ["openai/gpt-6-luna"] } }, "rules": [{ "name": "a", "then": { "tier": "cheap" } }, { "name": "b", "then": { "tier": "cheap" } }] }""");
        var refused = await Assert.ThrowsAsync<SwitchyardConfigurationException>(() => GatewayServer.StartAsync(
            new() { PolicyFile = file, DataDirectory = null, Urls = ["http://127.0.0.1:0"] }, cancellationToken: Token));
        Assert.Equal($"{file}(1,151): $.rules[1].then.tier: This never decides: \"a\", before it, decides whatever \"b\" matches; move it up or let it say less.", Assert.Single(refused.Problems));
    }

    private static Task<GatewayScene> StartAsync(params RoutingRule[] rules) => GatewayScene.StartAsync(policy => policy with { Rules = rules });

    private static Dictionary<string, IReadOnlyList<string>> Fields(string name, params string[] texts) => new() { [name] = texts };

    private static string? RuleOf(HttpResponseMessage response) => response.Headers.TryGetValues("x-switchyard-rule", out var values) ? values.Single() : null;

    private static Task<HttpResponseMessage> SendAsync(GatewayScene scene, string body, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        change(request);
        return scene.Client.SendAsync(request, Token);
    }
}
