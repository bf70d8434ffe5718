using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>An answer that does not fit is asked of a stronger tier, where task or policy says so.</summary>
public sealed class EscalationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AStrongerTierIsAskedBeforeTheRestOfItsOwn()
    {
        var ledger = new MemoryLedger();
        await using var scene = SceneOf(ledger: ledger);
        scene["a"].Then(ScriptedReply.Answer("no"));

        var result = await AskAsync(scene);

        Assert.Equal(
            [("a/one", Tier.Cheap, Outcome.InvalidReply), ("c/mid", Tier.Mid, Outcome.Completed)],
            result.Attempts.Select(attempt => (attempt.Model, attempt.Tier, attempt.Outcome)));
        Assert.Equal(Tier.Mid, Assert.Single(ledger.Snapshot()).Call.Tier);
        Assert.Equal(Tier.Cheap, (await AskAsync(scene)).Attempts[0].Tier);
    }

    [Fact]
    public async Task AnotherAnswerThatDoesNotFitGoesOneTierUpAgain()
    {
        await using var scene = SceneOf();
        scene["a"].Then(ScriptedReply.Answer("no"));
        scene["c"].Then(ScriptedReply.Answer("no"));

        Assert.Equal(["a/one", "c/mid", "d/best"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task WithoutTheSettingTheNextOfItsTierIsAsked()
    {
        await using var scene = SceneOf(escalate: null);
        scene["a"].Then(ScriptedReply.Answer("no"));

        Assert.Equal(["a/one", "b/two"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
        Assert.Empty(scene.Router.Plan(scene.Task, 10).Stronger);
    }

    [Fact]
    public async Task TheTaskGoesBeforeThePolicy()
    {
        await using var scene = SceneOf(escalate: true, task: new("Tests.Escalation", Tier.Cheap) { Route = new() { Escalate = false } });
        scene["a"].Then(ScriptedReply.Answer("no"));

        Assert.Equal(["a/one", "b/two"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task WhateverElseFailsStaysInItsTier()
    {
        await using var scene = SceneOf();
        scene["a"].Then(ScriptedReply.Failure(Outcome.ServerError, 500), ScriptedReply.Failure(Outcome.InvalidReply, 200));

        Assert.Equal(["a/one", "b/two"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
        Assert.Equal(["a/one", "b/two"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task TheRestOfItsTierIsAskedWhenNoStrongerOneIsWell()
    {
        await using var scene = SceneOf();
        scene["a"].Then(ScriptedReply.Answer("no"));
        scene["c"].Then(ScriptedReply.Failure(Outcome.ServerError, 500));

        var result = await AskAsync(scene);

        Assert.Equal(
            [("a/one", Tier.Cheap), ("c/mid", Tier.Mid), ("b/two", Tier.Cheap)],
            result.Attempts.Select(attempt => (attempt.Model, attempt.Tier)));
    }

    [Fact]
    public async Task ATierThatTheCeilingDoesNotPayForIsPassedOver()
    {
        await using var scene = SceneOf(ceiling: 0.05m, price: static id => id == "mid" ? 1000m : 10m);
        scene["a"].Then(ScriptedReply.Answer("no") with { Usage = new() { InputTokens = 10, OutputTokens = 2 } });

        var result = await AskAsync(scene);

        Assert.Equal(["a/one", "d/best"], result.Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task WhereTheCeilingPaysForNoneTheNextOfItsTierIsAsked()
    {
        await using var scene = SceneOf(ceiling: 0.05m, price: static id => id is "mid" or "best" ? 1000m : 10m);
        scene["a"].Then(ScriptedReply.Answer("no") with { Usage = new() { InputTokens = 10, OutputTokens = 2 } });

        Assert.Equal(["a/one", "b/two"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task ItIsWithinTheAttemptsOfTheCall()
    {
        var ledger = new MemoryLedger();
        await using var scene = SceneOf(attempts: 2, ledger: ledger);
        foreach (var provider in new[] { "a", "b", "c", "d" })
            scene[provider].Then(ScriptedReply.Answer("no"));

        var failure = await Assert.ThrowsAsync<RoutingException>(() => AskAsync(scene));

        Assert.Equal((Outcome.InvalidReply, 2), (failure.Outcome, failure.Attempts.Count));
        Assert.Equal(["a/one", "c/mid"], failure.Attempts.Select(attempt => attempt.Model));
        Assert.Equal(Tier.Mid, Assert.Single(ledger.Snapshot()).Call.Tier);
    }

    [Fact]
    public async Task AModelThatBothTiersListIsNotAskedASecondTime()
    {
        await using var scene = new Scene("a/one", "c/mid")
        {
            Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["a/one"], [Tier.Mid] = ["a/one", "c/mid"] },
            Route = new() { Strategy = RoutingStrategy.Ordered, Escalate = true },
        };
        scene["a"].Then(ScriptedReply.Answer("no"));

        Assert.Equal(["a/one", "c/mid"], (await AskAsync(scene)).Attempts.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task ThePlanNamesWhoWouldBeAsked()
    {
        await using var scene = SceneOf();

        var plan = scene.Router.Plan(scene.Task, 10);

        Assert.Equal(["a/one", "b/two"], plan.Candidates.Select(candidate => candidate.Model));
        Assert.Equal([(1, "c/mid"), (2, "d/best")], plan.Stronger.Select(candidate => (candidate.Rank, candidate.Model)));
        Assert.Contains("when an answer does not fit, 1. c/mid", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RulesHoldForStrongerTiersToo()
    {
        await using var scene = SceneOf(rules: [new() { Name = "spare", Then = new() { Bounds = new() { Avoid = ["c"], Attempts = 2 } } }]);
        foreach (var provider in new[] { "a", "b", "c", "d" })
            scene[provider].Then(ScriptedReply.Answer("no"));

        var failure = await Assert.ThrowsAsync<RoutingException>(() => AskAsync(scene));

        Assert.Equal(["a/one", "d/best"], failure.Attempts.Select(attempt => attempt.Model));
    }

    private static Task<RoutedResult<string>> AskAsync(Scene scene) => scene.FinishAsync(scene.Begin().CompleteResultAsync<string>(ReadFitting, Token).AsTask());

    private static bool ReadFitting(ReadOnlySpan<byte> text, out string value)
    {
        value = System.Text.Encoding.UTF8.GetString(text);
        return value != "no";
    }

    private static Scene SceneOf(
        bool? escalate = true, int attempts = 4, ILedger? ledger = null, decimal? ceiling = null, Func<string, decimal>? price = null, TaskDefinition? task = null,
        IReadOnlyList<RoutingRule>? rules = null) =>
        new("a/one", "b/two", "c/mid", "d/best")
        {
            Tiers = new Dictionary<Tier, IReadOnlyList<string>> { [Tier.Cheap] = ["a/one", "b/two"], [Tier.Mid] = ["c/mid"], [Tier.Frontier] = ["d/best"] },
            Route = new() { Strategy = RoutingStrategy.Ordered, Escalate = escalate, MaxCostUsd = ceiling },
            Rules = rules ?? [],
            Limits = new() { Attempts = attempts },
            Task = task ?? new("Tests.Escalation", Tier.Cheap),
            Describe = model => price is null ? model : model with { Price = new() { Input = price(model.Id), Output = price(model.Id) } },
            Ledger = ledger,
        };
}
