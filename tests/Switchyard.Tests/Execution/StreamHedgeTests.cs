using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>A second stream beside one whose first output is later than its candidate's usually is.</summary>
public sealed class StreamHedgeTests
{
    private static readonly ModelPrice s_price = new() { Input = 100m, Output = 100m };
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task ALateStreamIsOvertakenAndBooked()
    {
        var ledger = new MemoryLedger();
        await using var scene = await WarmedUpAsync(ledger);
        scene["a"].Then(ScriptedReply.Silence());
        scene["b"].Then(ScriptedReply.Answer("from ", "b") with { Delay = s_quick, Usage = Used(5) });
        var started = scene.Time.GetTimestamp();

        Assert.Equal(["from ", "b"], await scene.StreamAsync());

        Assert.True(scene.Time.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
        var entry = ledger.Snapshot()[^1];
        Assert.Equal([("a/one", Outcome.Cancelled), ("b/two", Outcome.Completed)], entry.Attempts.Select(attempt => (attempt.Model, attempt.Outcome)));
        Assert.True(entry.Attempts[0].Usage.InputTokens > 0);
        Assert.Equal(entry.Attempts.Sum(attempt => attempt.Cost), entry.Call.Cost);
        Assert.True(entry.Call.FirstToken < TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));
        Assert.Equal((0, 0), (scene.StatusOf("a/one").Failures, scene.StatusOf("b/two").Failures));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AStreamWithOutputIsAloneHoweverSlowItGoesOn(bool isBuffered)
    {
        await using var scene = await WarmedUpAsync(delivery: isBuffered ? StreamDelivery.Buffered : StreamDelivery.Immediate);
        scene["a"].Then(ScriptedReply.Answer("a", "b", "c", "d", "e") with { Delay = TimeSpan.FromMilliseconds(100) });

        Assert.Equal(["a", "b", "c", "d", "e"], await scene.StreamAsync());
        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task WithoutTheSettingNobodyIsOvertaken()
    {
        await using var scene = await WarmedUpAsync(hedge: false);
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(2) });

        Assert.Equal(["late"], await scene.StreamAsync());
        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task TheFirstToCommitWinsAndRolesDoNotCommit()
    {
        await using var scene = await WarmedUpAsync();

        // The role of b comes at once, its text after that of a.
        scene["a"].Then(ScriptedReply.Answer("first ", "after all") with { Delay = TimeSpan.FromMilliseconds(150) });
        scene["b"].Then(new ScriptedReply { Pieces = ["", "", "too late"], Delay = TimeSpan.FromMilliseconds(60) });

        Assert.Equal(["first ", "after all"], await scene.StreamAsync());
        Assert.Single(scene["b"].Requests);
        Assert.Equal((0, 0), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));
    }

    [Fact]
    public async Task IfOneFailsTheOtherIsWaitedFor()
    {
        await using var scene = await WarmedUpAsync();
        scene["a"].Then(ScriptedReply.Answer("slow but sound") with { Delay = TimeSpan.FromSeconds(1) });
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500));

        Assert.Equal(["slow but sound"], await scene.StreamAsync());
        Assert.Equal((0, 1), (scene.StatusOf("a/one").Failures, scene.StatusOf("b/two").Failures));
    }

    [Fact]
    public async Task IfBothFailTheNextIsAsked()
    {
        await using var scene = await WarmedUpAsync();
        scene["a"].Then(ScriptedReply.Failure(Outcome.ServerError, 500) with { Delay = TimeSpan.FromSeconds(1) });
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500) with { Delay = TimeSpan.FromSeconds(2) });
        scene["c"].Then(ScriptedReply.Answer("third"));

        Assert.Equal(["third"], await scene.StreamAsync());
    }

    [Fact]
    public async Task AWinnerThatBreaksOffIsResumed()
    {
        await using var scene = await WarmedUpAsync();
        scene["a"].Then(ScriptedReply.Silence());
        scene["b"].Then(ScriptedReply.Failure(Outcome.NetworkError, 200) with { Pieces = ["Hello"], Delay = s_quick });
        scene["c"].Then(ScriptedReply.Answer("Hello world"));

        Assert.Equal(["Hello", " world"], await scene.StreamAsync());
        Assert.Contains("\"content\":\"hello\"", scene["c"].Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALoserThatDoesNotHeedItsTokenHoldsNobodyUp()
    {
        var ledger = new MemoryLedger();
        await using var scene = await WarmedUpAsync(ledger, isStubborn: true);
        var before = ledger.Snapshot().Count;
        scene["a"].Then(ScriptedReply.Answer("late") with { Delay = TimeSpan.FromSeconds(10) });
        scene["b"].Then(ScriptedReply.Answer("quick") with { Delay = s_quick });
        var started = scene.Time.GetTimestamp();

        Assert.Equal(["quick"], await scene.StreamAsync());

        Assert.True(scene.Time.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
        Assert.Equal((before + 1, 1), (ledger.Snapshot().Count, scene.StatusOf("a/one").InFlight));
        scene.Time.Advance(CallClock.Grace);
        Assert.Equal((before + 1, 0), (ledger.Snapshot().Count, scene.StatusOf("a/one").InFlight));

        // What it brings at last reaches nobody.
        scene["a"].Then(ScriptedReply.Answer("mine") with { Delay = s_quick });
        Assert.Equal(["mine"], await scene.StreamAsync());
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before + 2, ledger.Snapshot().Count);
    }

    [Fact]
    public async Task ACallerWhoGivesUpEndsBoth()
    {
        await using var scene = await WarmedUpAsync();
        scene["a"].Then(ScriptedReply.Silence());
        scene["b"].Then(ScriptedReply.Silence());
        using var caller = new CancellationTokenSource();
        var stream = scene.Begin().StreamAsync(caller.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = stream.MoveNextAsync().AsTask();
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.FinishAsync(next));
        await stream.DisposeAsync();
        Assert.Equal((0, 0), (scene.StatusOf("a/one").InFlight, scene.StatusOf("b/two").InFlight));
    }

    [Fact]
    public async Task TheUsualTimeOfAStreamIsThatOfItsFirstOutput()
    {
        await using var scene = await WarmedUpAsync();

        // Role, text, finish reason and end, 100 ms each.
        Assert.Equal(TimeSpan.FromMilliseconds(224), scene.StatusOf("a/one").P95FirstOutput);
        Assert.True(scene.StatusOf("a/one").P95Latency >= TimeSpan.FromMilliseconds(400));
    }

    /// <summary>Enough streams whose text comes after 200 ms that the candidates' usual time is known.</summary>
    private static async Task<Scene> WarmedUpAsync(
        ILedger? ledger = null, bool hedge = true, bool isStubborn = false, StreamDelivery? delivery = null)
    {
        var scene = new Scene("a/one", "b/two", "c/three")
        {
            Route = new() { Strategy = RoutingStrategy.Ordered, Hedge = hedge, Delivery = delivery },
            Describe = static model => model with { Price = s_price },
            Ledger = ledger,
        };
        if (isStubborn)
            scene.Others["a"] = new StubbornProvider(scene["a"]);
        for (var call = 0; call < 16; call++)
        {
            scene["a"].Then(ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromMilliseconds(100), Usage = Used(3) });
            Assert.Equal(["ok"], await scene.StreamAsync());
        }

        return scene;
    }

    private static TokenUsage Used(int output) => new() { InputTokens = 20, OutputTokens = output };
}
