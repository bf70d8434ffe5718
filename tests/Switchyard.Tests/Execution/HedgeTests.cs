using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>A second attempt beside one that is later than its candidate usually is.</summary>
public sealed class HedgeTests
{
    private static readonly ModelPrice s_price = new() { Input = 100m, Output = 100m };

    [Fact]
    public async Task ALateAttemptIsOvertakenAndBooked()
    {
        var ledger = new MemoryLedger();
        await using var scene = await WarmedUpAsync(hedge: true, ledger);
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(10), Usage = Used(7) });
        scene["b"].Then(ScriptedReply.Answer("quick") with { Delay = TimeSpan.FromMilliseconds(50), Usage = Used(5) });

        var result = await scene.AskAsync();

        Assert.Equal(("quick", "b/two"), (result.Value, result.Model));
        Assert.True(result.Duration < TimeSpan.FromSeconds(1));
        Assert.Equal([("a/one", Outcome.Cancelled), ("b/two", Outcome.Completed)], result.Attempts.Select(attempt => (attempt.Model, attempt.Outcome)));
        Assert.True(result.Attempts[0].Cost > 0);
        Assert.Equal(result.Attempts.Sum(attempt => attempt.Cost), result.Cost);
        Assert.Equal(2, ledger.Snapshot()[^1].Attempts.Count);
        Assert.Equal((0, 0), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));
        Assert.Equal(0, scene.StatusOf("a/one").Failures);
    }

    [Fact]
    public async Task AnAttemptInTimeIsAlone()
    {
        await using var scene = await WarmedUpAsync(hedge: true);
        var before = scene["b"].Requests.Count;

        Assert.Equal("a/one", (await scene.AskAsync()).Model);
        Assert.Equal(before, scene["b"].Requests.Count);
    }

    [Fact]
    public async Task WithoutTheSettingNobodyIsOvertaken()
    {
        await using var scene = await WarmedUpAsync(hedge: false);
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(10) });

        Assert.Equal("late", (await scene.AskAsync()).Value);
    }

    [Fact]
    public async Task TheFirstMayStillWin()
    {
        await using var scene = await WarmedUpAsync(hedge: true);
        scene["a"].Then(ScriptedReply.Answer("first after all") with { Delay = TimeSpan.FromMilliseconds(500) });
        scene["b"].Then(ScriptedReply.Answer("too slow") with { Delay = TimeSpan.FromSeconds(10) });

        var result = await scene.AskAsync();

        Assert.Equal("first after all", result.Value);
        Assert.Equal([("b/two", Outcome.Cancelled), ("a/one", Outcome.Completed)], result.Attempts.Select(attempt => (attempt.Model, attempt.Outcome)));
    }

    [Fact]
    public async Task IfOneFailsTheOtherIsWaitedFor()
    {
        await using var scene = await WarmedUpAsync(hedge: true);
        scene["a"].Then(ScriptedReply.Answer("slow but sound") with { Delay = TimeSpan.FromSeconds(2) });
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500));

        var result = await scene.AskAsync();

        Assert.Equal("slow but sound", result.Value);
        Assert.Equal([Outcome.ServerError, Outcome.Completed], result.Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task IfBothFailTheNextIsAsked()
    {
        await using var scene = await WarmedUpAsync(hedge: true);
        scene["a"].Then(ScriptedReply.Failure(Outcome.ServerError, 500) with { Delay = TimeSpan.FromSeconds(1) });
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500) with { Delay = TimeSpan.FromSeconds(1) });

        var result = await scene.AskAsync();

        Assert.Equal((3, "ok"), (result.Attempts.Count, result.Value));
    }

    [Fact]
    public async Task ACallerWhoGivesUpEndsBoth()
    {
        await using var scene = await WarmedUpAsync(hedge: true);
        scene["a"].Then(ScriptedReply.Silence());
        scene["b"].Then(ScriptedReply.Silence());
        using var source = new CancellationTokenSource();
        var call = scene.Begin().CompleteResultAsync(source.Token).AsTask();
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.FinishAsync(call));
        Assert.Equal((0, 0), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));
    }

    [Fact]
    public async Task TheAnswerDoesNotWaitForALoserThatDoesNotHeedItsToken()
    {
        var ledger = new MemoryLedger();
        await using var scene = await WarmedUpAsync(hedge: true, ledger, isStubborn: true);
        var before = ledger.Snapshot().Count;
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(10), Usage = Used(7) });
        scene["b"].Then(ScriptedReply.Answer("quick") with { Delay = TimeSpan.FromMilliseconds(50), Usage = Used(5) });

        var result = await scene.AskAsync();

        Assert.Equal("quick", result.Value);
        Assert.True(result.Duration < TimeSpan.FromMilliseconds(200));
        Assert.Equal([Outcome.Cancelled, Outcome.Completed], result.Attempts.Select(attempt => attempt.Outcome));
        Assert.True(result.Attempts[0].Usage.InputTokens > 0);

        // The process may end at any moment: what was answered is in the ledger.
        Assert.Equal((before + 1, 1), (ledger.Snapshot().Count, scene.StatusOf("a/one").InFlight));
        var first = ledger.Snapshot()[before];
        Assert.Equal(result.Attempts, first.Attempts);
        Assert.Equal((result.CallId, result.Cost, result.Duration), (first.Call.CallId, first.Call.Cost, first.Call.Duration));

        scene.Time.Advance(CallClock.Grace);
        var entry = ledger.Snapshot()[before];
        Assert.Equal((first.Call.CallId, first.Call.Started), (entry.Call.CallId, entry.Call.Started));
        Assert.True(entry.Attempts[0].Duration > first.Attempts[0].Duration);
        Assert.Equal((before + 1, 0), (ledger.Snapshot().Count, scene.StatusOf("a/one").InFlight));
        Assert.Equal([Outcome.Cancelled, Outcome.Completed], entry.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(result.Duration, entry.Call.Duration);

        scene.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before + 1, ledger.Snapshot().Count);
    }

    [Fact]
    public async Task WhatALoserReportsAtLastIsBookedInThePlaceOfTheEstimate()
    {
        var ledger = new MemoryLedger();
        await using var scene = await WarmedUpAsync(hedge: true, ledger, isStubborn: true);
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromMilliseconds(600), Usage = Used(7) });
        scene["b"].Then(ScriptedReply.Answer("quick") with { Delay = TimeSpan.FromMilliseconds(50), Usage = Used(5) });

        Assert.Equal("quick", (await scene.AskAsync()).Value);
        scene.Time.Advance(CallClock.Grace);

        var entry = ledger.Snapshot()[^1];
        Assert.Equal([("a/one", 7), ("b/two", 5)], entry.Attempts.Select(attempt => (attempt.Model, attempt.Usage.OutputTokens)));
        Assert.Equal(((20 + 7) + (20 + 5)) * 100m / 1_000_000m, entry.Call.Cost);
        Assert.Equal((16 + 1, 0), (scene.StatusOf("a/one").Attempts, scene.StatusOf("a/one").InFlight));
    }

    [Fact]
    public async Task ALedgerThatCorrectsNothingHasTheCallOnce()
    {
        var ledger = new PlainLedger();
        await using var scene = await WarmedUpAsync(hedge: true, ledger, isStubborn: true);
        var before = ledger.Calls.Count;
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromMilliseconds(600), Usage = Used(7) });
        scene["b"].Then(ScriptedReply.Answer("quick") with { Delay = TimeSpan.FromMilliseconds(50), Usage = Used(5) });

        var result = await scene.AskAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((before + 1, result.Cost), (ledger.Calls.Count, ledger.Calls[^1].Cost));
    }

    [Fact]
    public async Task ALoserIsBookedOnceAlsoWhenTheRouterIsDisposedMeanwhile()
    {
        var ledger = new MemoryLedger();
        var scene = await WarmedUpAsync(hedge: true, ledger, isStubborn: true);
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(10) });
        scene["b"].Then(ScriptedReply.Answer("quick") with { Delay = TimeSpan.FromMilliseconds(50), Usage = Used(5) });
        await scene.AskAsync();

        await scene.DisposeAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(17, ledger.Snapshot().Count);
        Assert.Equal(["a/one", "b/two"], ledger.Snapshot()[^1].Attempts.Select(attempt => attempt.Model));
        Assert.True(ledger.Snapshot()[^1].Attempts[0].Cost > 0);
    }

    [Fact]
    public async Task ASecondAttemptIsNotBegunThatTheCeilingDoesNotPayForBesideTheFirst()
    {
        await using var scene = await WarmedUpAsync(hedge: true, ceiling: 0.03m);
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(1), Usage = Used(3) });

        Assert.Equal("late", (await scene.AskAsync()).Value);
        Assert.Empty(scene["b"].Requests);
    }

    /// <summary>Enough calls of 100 ms each that the candidates' usual time is known.</summary>
    private static async Task<Scene> WarmedUpAsync(bool hedge, ILedger? ledger = null, bool isStubborn = false, decimal? ceiling = null)
    {
        var scene = new Scene("a/one", "b/two")
        {
            Route = new() { Strategy = RoutingStrategy.Ordered, Hedge = hedge, MaxCostUsd = ceiling },
            Describe = static model => model with { Price = s_price },
            Ledger = ledger,
        };
        if (isStubborn)
            scene.Others["a"] = new StubbornProvider(scene["a"]);
        for (var call = 0; call < 16; call++)
        {
            scene["a"].Then(ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromMilliseconds(100), Usage = Used(3) });
            Assert.Equal("a/one", (await scene.AskAsync()).Model);
        }

        return scene;
    }

    private sealed class PlainLedger : ILedger
    {
        public List<CallRecord> Calls { get; } = [];

        public void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts) => Calls.Add(call);
    }

    private static TokenUsage Used(int output) => new() { InputTokens = 20, OutputTokens = output };
}
