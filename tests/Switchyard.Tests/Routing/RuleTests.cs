using Switchyard.Testing;

namespace Switchyard.Tests.Routing;

/// <summary>What the rules of a policy make of a call, whatever its entrance.</summary>
public sealed class RuleTests
{
    private static readonly TaskDefinition s_cheap = new("Rules.Cheap", Tier.Cheap);
    private static readonly TaskDefinition s_auto = new("Rules.Auto", Tier.Auto);
    private static readonly string s_long = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 40));

    private static readonly RoutingRule s_size = new() { Name = "long", When = new() { PromptTokensAbove = 200 }, Then = new() { Models = ["b/long"] } };

    [Fact]
    public async Task TheSizeOfThePromptChooses()
    {
        await using var router = Router(s_size);
        Assert.Equal("a/cheap", (await AskAsync(router, s_cheap, "short")).Model);
        Assert.Equal("b/long", (await AskAsync(router, s_cheap, s_long)).Model);
        Assert.Equal("b/long", (await AskAsync(router, s_auto, s_long)).Model);
        Assert.Equal(["a/cheap"], Asked(router.Plan(s_cheap, 200)));
        Assert.Equal(["b/long"], Asked(router.Plan(s_cheap, 201)));
        Assert.Equal("long", router.Plan(s_cheap, 201).Rules);
        Assert.Null(router.Plan(s_cheap, 200).Rules);
    }

    [Theory]
    [InlineData("Write a python function that sorts a list", true)]
    [InlineData("```\nx = 1\n```\nWhat is this?", true)]
    [InlineData("Which snake is longer, a python or a boa?", false)]
    [InlineData("What shall we eat tonight?", false)]
    public async Task TheTopicOfThePromptChooses(string prompt, bool isCode)
    {
        await using var router = Router(new RoutingRule { Name = "code", When = new() { Topics = PromptTopic.Code }, Then = new() { Tier = Tier.Frontier } });
        Assert.Equal(isCode ? "a/frontier" : "a/cheap", (await AskAsync(router, s_cheap, prompt)).Model);
        Assert.Equal(isCode, (await AskAsync(router, s_auto, prompt)).Model == "a/frontier");
    }

    [Theory]
    [InlineData("Calculate the integral of this function", PromptTopic.Mathematics)]
    [InlineData("Is the defendant liable under this contract, says the court?", PromptTopic.Law)]
    [InlineData("The patient has a fever; which drug?", PromptTopic.Medicine)]
    [InlineData("How do inflation and tax change the price of a bond?", PromptTopic.Finance)]
    [InlineData("Which treaty ended the war between the empire and the king?", PromptTopic.History)]
    [InlineData("Which enzyme builds the membrane of this cell?", PromptTopic.Science)]
    [InlineData("Hello there", PromptTopic.None)]
    public void TopicsAreToldByTheirWords(string prompt, PromptTopic topic)
    {
        Assert.Equal(topic, PromptTopics.Of(System.Text.Encoding.UTF8.GetBytes(prompt)) & (topic == PromptTopic.None ? ~PromptTopic.None : topic));
    }

    [Fact]
    public async Task WhatNarrowsHoldsTogetherWithWhatChooses()
    {
        await using var router = Router(
            s_size,
            new() { Name = "stay", When = new() { Asked = ["Rules.*"] }, Then = new() { Bounds = new() { Residency = ["eu"] } } },
            new() { Name = "spare", When = new() { PromptTokensAbove = 200 }, Then = new() { Bounds = new() { MaxTokens = 7, Attempts = 1, MaxCostUsd = 0.5m } } });

        // "b" is in the other region, so the rule that chooses it leaves nobody; the others hold on.
        var failure = await Assert.ThrowsAsync<RoutingException>(() => AskAsync(router, s_cheap, s_long));
        Assert.Empty(failure.Attempts);
        Assert.Contains("under the rules long,stay,spare", failure.Message, StringComparison.Ordinal);
        Assert.Equal("a/cheap", (await AskAsync(router, s_cheap, "short")).Model);
    }

    [Fact]
    public async Task ATierThatRulesLeaveNobodyOfIsTheNextOneUp()
    {
        await using var router = Router(
            new RoutingRule { Name = "not-b", When = new(), Then = new() { Bounds = new() { Only = ["b"] } } });
        Assert.Equal("b/mid", (await AskAsync(router, s_auto, "What is the capital of France?")).Model);
    }

    [Fact]
    public async Task TheFirstThatChoosesDecides()
    {
        await using var router = Router(
            new() { Name = "one", When = new() { PromptTokensAbove = 200 }, Then = new() { Tier = Tier.Frontier } },
            new() { Name = "two", When = new() { Asked = ["Rules.Cheap"] }, Then = new() { Tier = Tier.Mid } });
        Assert.Equal("a/middle", (await AskAsync(router, s_cheap, "short")).Model);
        Assert.Equal("a/frontier", (await AskAsync(router, s_cheap, s_long)).Model);
        Assert.Equal("one", router.Plan(s_cheap, 300).Rules);
    }

    [Fact]
    public async Task ATaskThatNamesItsModelsKeepsThemUnlessARuleIsAboutIt()
    {
        var named = new TaskDefinition("Rules.Named", Tier.Auto) { Constraints = new() { Models = ["a/frontier"] } };
        await using var kept = Router(s_size);
        Assert.Equal("a/frontier", (await AskAsync(kept, named, s_long)).Model);
        await using var moved = Router(new RoutingRule { Name = "moved", When = new() { Asked = ["Rules.Named"] }, Then = new() { Models = ["b/mid"] } });
        Assert.Equal("b/mid", (await AskAsync(moved, named, "short")).Model);
    }

    [Fact]
    public async Task ALatencyBudgetSkipsWhoIsSlow()
    {
        await using var router = Router(
            new RoutingRule { Name = "hurry", When = new() { MaxLatency = TimeSpan.FromMilliseconds(500) }, Then = new() { Bounds = new() { Avoid = ["a"] } } });
        var hurried = new TaskDefinition("Rules.Hurried", Tier.Mid) { Route = new() { MaxLatency = TimeSpan.FromMilliseconds(400) } };
        var patient = new TaskDefinition("Rules.Patient", Tier.Mid) { Route = new() { MaxLatency = TimeSpan.FromMilliseconds(900) } };
        Assert.Equal(["b/mid"], Asked(router.Plan(hurried, 10)));
        Assert.Equal(["a/middle", "b/mid"], Asked(router.Plan(patient, 10)).Order());
    }

    [Fact]
    public async Task ACallWithoutAGatewayHasNoKeyAndNoHeaders()
    {
        var fields = new Dictionary<string, IReadOnlyList<string>> { ["x"] = ["*"] };
        await using var router = Router(
            new() { Name = "keys", When = new() { Keys = ["*"] }, Then = new() { Tier = Tier.Mid } },
            new() { Name = "teams", When = new() { Teams = ["*"] }, Then = new() { Tier = Tier.Mid } },
            new() { Name = "tags", When = new() { Tags = ["*"] }, Then = new() { Tier = Tier.Mid } },
            new() { Name = "headers", When = new() { Headers = fields }, Then = new() { Tier = Tier.Mid } },
            new() { Name = "metadata", When = new() { Metadata = fields }, Then = new() { Tier = Tier.Mid } });
        Assert.Equal("a/cheap", (await AskAsync(router, s_cheap, "short")).Model);
    }

    [Fact]
    public void AnUnknownModelIsNamedAtItsPlace()
    {
        var errors = new List<ConfigurationError>();
        var policy = PolicyReader.Read("p.json", "{ \"tiers\": { \"cheap\": { \"models\": [\"a/cheap\"] } },\n \"rules\": [{ \"name\": \"r\", \"then\": {\n  \"models\": [\"a/cheap\", \"a/none\"] } }] }", errors)!;
        Assert.Empty(errors);
        var refused = Assert.Throws<SwitchyardConfigurationException>(() => TestRouter.Create(policy, new Dictionary<string, IProvider> { ["a"] = new ScriptedProvider() }, options =>
            options.AddProvider(new() { File = "b.provider.json", Id = "b", Name = "b", Wire = "x", Endpoint = new("http://127.0.0.1/"), Models = [] }, new ScriptedProvider())));
        Assert.Contains(refused.Problems, problem => problem.StartsWith("p.json(3,25): The rule r names a/none, but ", StringComparison.Ordinal));
    }

    private static List<string> Asked(RoutePlan plan) => [.. plan.Candidates.Where(candidate => candidate.Rank > 0).Select(candidate => candidate.Model)];

    private static async Task<RoutedResult<string>> AskAsync(Router router, TaskDefinition task, string prompt)
    {
        var call = router.Begin(task);
        call.WriteJson(",\"messages\":[{\"role\":\"user\",\"content\":\""u8);
        call.WriteText(prompt);
        call.WriteJson("\"}]"u8);
        return await call.CompleteResultAsync(TestContext.Current.CancellationToken);
    }

    private static Router Router(params RoutingRule[] rules)
    {
        var options = new RouterOptions
        {
            Policy = new()
            {
                Tiers = new Dictionary<Tier, IReadOnlyList<string>>
                {
                    [Tier.Cheap] = ["a/cheap"],
                    [Tier.Mid] = ["a/middle", "b/mid"],
                    [Tier.Frontier] = ["a/frontier"],
                },
                TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Mid] = new() { Strategy = RoutingStrategy.Ordered } },
                Rules = rules,
            },
        };
        options.AddProvider(Manifest("a", "eu", "cheap", "middle", "frontier"), new ScriptedProvider { Otherwise = static _ => ScriptedReply.Answer("ok") });
        options.AddProvider(Manifest("b", "us", "mid", "long"), new ScriptedProvider { Otherwise = static _ => ScriptedReply.Answer("ok") });
        return Switchyard.Router.Create(options);
    }

    private static ProviderManifest Manifest(string id, string region, params string[] models) => new()
    {
        File = id + ProviderManifest.FileSuffix,
        Id = id,
        Name = id,
        Wire = "scripted",
        Endpoint = new("http://127.0.0.1/"),
        Regions = [region],
        Models = [.. models.Select(model => new ModelManifest { Id = model, Price = new() { Input = 1, Output = 2 }, MaxOutput = 1000 })],
    };
}
