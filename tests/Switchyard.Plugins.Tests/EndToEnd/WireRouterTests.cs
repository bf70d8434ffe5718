using System.Text;
using Switchyard.Simulator;

namespace Switchyard.Plugins.Tests;

/// <summary>A router over the plugins of all wires: it calls, streams, and fails over from one wire to another.</summary>
public sealed class WireRouterTests
{
    private static readonly TaskDefinition s_task = new("Tests.Wires", Tier.Cheap);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool> Pairs => new(
        from failing in WireScene.Models.Keys
        from next in WireScene.Models.Keys
        where failing != next
        from isStream in new[] { false, true }
        select (failing, next, isStream));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task It_fails_over_from_one_wire_to_another(string failing, string next, bool isStream)
    {
        await using var scene = await WireScene.StartAsync();
        scene.Server.Faults.Add(Fault.Status(529), model: WireScene.Models[failing]);
        var ledger = new MemoryLedger();
        await using var router = Route(scene, ledger, failing, next);

        Assert.Equal(WireScene.Answer, await AskAsync(router, isStream));
        Assert.Equal(
            [(failing, Outcome.Overloaded), (next, Outcome.Completed)],
            ledger.Snapshot().SelectMany(entry => entry.Attempts.Select(attempt => (attempt.Provider, attempt.Outcome))));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("ollama")]
    public async Task An_error_inside_a_stream_before_any_text_fails_over_too(string failing)
    {
        await using var scene = await WireScene.StartAsync();
        scene.Server.Faults.Add(Fault.ErrorInBody(), model: WireScene.Models[failing]);
        var ledger = new MemoryLedger();
        await using var router = Route(scene, ledger, failing, "openai");

        Assert.Equal(WireScene.Answer, await AskAsync(router, isStream: true));
        Assert.Equal([Outcome.ServerError, Outcome.Completed], ledger.Snapshot().SelectMany(entry => entry.Attempts.Select(attempt => attempt.Outcome)));
    }

    [Theory]
    [InlineData("anthropic", true)]
    [InlineData("gemini", true)]
    [InlineData("ollama", false)]
    public async Task What_a_call_cost_is_known(string provider, bool isPriced)
    {
        await using var scene = await WireScene.StartAsync();
        var ledger = new MemoryLedger();
        await using var router = Route(scene, ledger, provider);
        await AskAsync(router, isStream: false);
        await AskAsync(router, isStream: true);

        await scene.Server.WaitForIdleAsync(Token);
        var attempts = ledger.Snapshot().SelectMany(entry => entry.Attempts).ToList();
        Assert.Equal(2, attempts.Count);
        Assert.All(attempts.Zip(scene.Server.Requests), pair =>
        {
            Assert.Equal((pair.Second.Usage.InputTokens, pair.Second.Usage.OutputTokens), (pair.First.Usage.InputTokens, pair.First.Usage.OutputTokens));
            Assert.Equal(isPriced, pair.First.Cost > 0);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_wire_cannot_say_another_may(bool isStream)
    {
        await using var scene = await WireScene.StartAsync();
        var ledger = new MemoryLedger();
        await using var router = Route(scene, ledger, "anthropic", "gemini");

        Assert.Equal(WireScene.Answer, await AskAsync(router, isStream, ",\"frequency_penalty\":0.5"));
        Assert.Equal(
            [("anthropic", Outcome.InvalidRequest), ("gemini", Outcome.Completed)],
            ledger.Snapshot().SelectMany(entry => entry.Attempts.Select(attempt => (attempt.Provider, attempt.Outcome))));
        Assert.Single(scene.Server.Requests);
    }

    [BoundedFact]
    public async Task What_no_wire_can_say_is_the_callers_to_mend()
    {
        await using var scene = await WireScene.StartAsync();
        await using var router = Route(scene, new MemoryLedger(), "anthropic", "gemini");

        var failure = await Assert.ThrowsAsync<RoutingException>(() => AskAsync(router, isStream: false, ",\"logit_bias\":{\"1\":5}"));
        Assert.Equal((Outcome.InvalidRequest, 400, 2), (failure.Outcome, failure.HttpStatus, failure.Attempts.Count));
        Assert.Empty(scene.Server.Requests);
    }

    private static Router Route(WireScene scene, ILedger ledger, params string[] providers)
    {
        var options = new RouterOptions
        {
            Ledger = ledger,
            Variables = static name => name.EndsWith("_API_KEY", StringComparison.Ordinal) ? "sk-test-" + name : null,
            Policy = new()
            {
                Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = [.. providers.Select(id => $"{id}/{WireScene.Models[id]}")] },
                TierRoutes = new Dictionary<Tier, RoutePolicy> { [Tier.Cheap] = new() { Strategy = RoutingStrategy.Ordered } },
            },
        }.UsePlugins(Path.Combine(AppContext.BaseDirectory, "plugins"));
        foreach (var provider in providers)
            options.Endpoints[provider] = scene.Endpoint(provider);
        return Router.Create(options);
    }

    private static async Task<string> AskAsync(Router router, bool isStream, string more = "")
    {
        var call = router.Begin(s_task);
        call.WriteJson(Encoding.UTF8.GetBytes(",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more));
        if (!isStream)
            return await call.CompleteAsync(Token);
        var text = new StringBuilder();
        await foreach (var piece in call.StreamAsync(Token))
            text.Append(piece);
        return text.ToString();
    }
}
