using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>Cooldown, breaker, latency, concurrency, recovery, and the hand on the switch, as calls meet them.</summary>
public sealed class HealthTests
{
    private static readonly ScriptedReply s_error = ScriptedReply.Failure(Outcome.ServerError, 500);

    [Fact]
    public async Task ACooldownIsExtendedAndNeverShortened()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(Limited(60), Limited(40));
        await scene.AskAsync();
        scene.Router.Health.Isolate("b/two");

        await scene.FailAsync();

        Assert.Equal(TimeSpan.FromSeconds(60), scene.StatusOf("a/one").ReadyIn);

        static ScriptedReply Limited(int seconds) =>
            ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromSeconds(seconds) };
    }

    [Fact]
    public async Task TheBreakerOpensAfterFiveFailuresAndClosesByOneProbe()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(s_error, s_error, s_error, s_error);
        for (var call = 0; call < 4; call++)
            await scene.AskAsync();
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/one").State);

        scene["a"].Then(s_error);
        await scene.AskAsync();
        Assert.Equal(CandidateState.Open, scene.StatusOf("a/one").State);
        Assert.Equal("b/two", (await scene.AskAsync()).Model);
        Assert.Equal(5, scene["a"].Requests.Count);

        // Half-open: of two calls at once only one is the probe.
        scene.Time.Advance(scene.StatusOf("a/one").ReadyIn);
        Assert.Equal(CandidateState.HalfOpen, scene.StatusOf("a/one").State);
        scene["a"].Then(ScriptedReply.Answer("well") with { Delay = TimeSpan.FromSeconds(1) });
        var probe = scene.Begin().CompleteResultAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Equal("b/two", (await scene.AskAsync()).Model);
        Assert.Equal("a/one", (await scene.FinishAsync(probe)).Model);
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/one").State);
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task AFailedProbeOpensAgainAndACancelledOneLetsTheNextThrough()
    {
        await using var scene = new Scene("a/one", "b/two");
        await OpenAsync(scene);

        scene["a"].Then(s_error);
        await scene.AskAsync();
        Assert.Equal(CandidateState.Open, scene.StatusOf("a/one").State);

        scene.Time.Advance(scene.StatusOf("a/one").ReadyIn);
        scene["a"].Then(ScriptedReply.Silence());
        using var caller = new CancellationTokenSource();
        var probe = scene.Begin().CompleteAsync(caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal(CandidateState.HalfOpen, scene.StatusOf("a/one").State);
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task OldFailuresSayNothingAboutNow()
    {
        await using var scene = new Scene("a/one", "b/two");
        for (var call = 0; call < 12; call++)
        {
            scene["a"].Then(s_error);
            await scene.AskAsync();
            scene.Time.Advance(TimeSpan.FromSeconds(20));
        }

        // Never five within a minute.
        Assert.Equal(CandidateState.Ready, scene.StatusOf("a/one").State);
    }

    [Fact]
    public async Task WhenEverythingIsOpenTheLeastBadIsAsked()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Failure(Outcome.ModelUnavailable, 404));
        scene["b"].Then(ScriptedReply.Failure(Outcome.Overloaded, 503) with { RetryAfter = TimeSpan.FromSeconds(50) });
        await scene.FailAsync();

        var result = await scene.AskAsync();

        Assert.Equal("b/two", result.Model);
        Assert.Equal(TimeSpan.Zero, result.Duration);
    }

    [Fact]
    public async Task ALoneCandidateIsNeverCooledToNothing()
    {
        await using var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Failure(Outcome.AuthenticationFailed, 401));
        await scene.FailAsync();

        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task TrafficReturnsWithinOneCooldown()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Failure(Outcome.Overloaded, 503) with { RetryAfter = TimeSpan.FromSeconds(7) });
        await scene.AskAsync();

        scene.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal("b/two", (await scene.AskAsync()).Model);
        scene.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task ASpikeLowersTheRankUntilItIsForgotten()
    {
        await using var scene = new Scene("a/one", "b/two") { Route = new() { Strategy = RoutingStrategy.LowestLatency } };
        var milliseconds = new Dictionary<string, int> { ["one"] = 100, ["two"] = 120 };
        scene.Script = asked => ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromMilliseconds(milliseconds[asked.Model]) };
        await scene.AskAsync();
        await scene.AskAsync();
        Assert.Equal("a/one", (await scene.AskAsync()).Model);

        milliseconds["one"] = 1000;
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
        Assert.Equal("b/two", (await scene.AskAsync()).Model);

        // It is not asked any more, so it could never show that it is well again, if the measurement did not fade.
        scene.Time.Advance(TimeSpan.FromSeconds(20));
        await scene.AskAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task AFreshCandidatesConcurrencyGrowsWithEachSuccessUntilItIsTooMuch()
    {
        await using var scene = new Scene("a/one");
        Assert.Equal(64, scene.StatusOf("a/one").ConcurrencyLimit);

        // One more for each that is answered while half of the limit is in use.
        await AtOnceAsync(scene, 64);
        Assert.Equal(86, scene.StatusOf("a/one").ConcurrencyLimit);
        await AtOnceAsync(scene, 86);
        Assert.Equal(115, scene.StatusOf("a/one").ConcurrencyLimit);

        // Nobody was near it, so nothing was learned.
        await AtOnceAsync(scene, 10);
        Assert.Equal(115, scene.StatusOf("a/one").ConcurrencyLimit);
    }

    [Fact]
    public async Task AConfiguredLimitIsNeverExceeded()
    {
        await using var scene = new Scene("a/one") { MaxConcurrency = 3 };

        await AtOnceAsync(scene, 3);
        await AtOnceAsync(scene, 3);

        Assert.Equal(3, scene.StatusOf("a/one").ConcurrencyLimit);
    }

    [Fact]
    public async Task ConcurrencyFallsByAThirdForEachBurstAndRisesByOneForEachWindow()
    {
        await using var scene = new Scene("a/one", "b/two");
        await FailAtOnceAsync(scene, 9);

        // Nine times too much, but of calls that were under way together: they say it once.
        Assert.Equal(6, scene.StatusOf("a/one").ConcurrencyLimit);
        await FailAtOnceAsync(scene, 6);
        await FailAtOnceAsync(scene, 4);
        await FailAtOnceAsync(scene, 2);
        await FailAtOnceAsync(scene, 1);
        Assert.Equal(1, scene.StatusOf("a/one").ConcurrencyLimit);

        scene.Time.Advance(TimeSpan.FromSeconds(5));
        scene.Script = _ => ScriptedReply.Answer("ok");
        await scene.AskAsync();
        Assert.Equal(2, scene.StatusOf("a/one").ConcurrencyLimit);
        await scene.AskAsync();
        await scene.AskAsync();
        await scene.AskAsync();
        Assert.Equal(3, scene.StatusOf("a/one").ConcurrencyLimit);
    }

    [Fact]
    public async Task AFullCandidateIsSkippedUnlessItIsTheOnlyOne()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Failure(Outcome.Overloaded, 503));
        await scene.AskAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, scene.StatusOf("a/one").ConcurrencyLimit);

        scene["a"].Then(ScriptedReply.Answer("slow") with { Delay = TimeSpan.FromSeconds(3) });
        var first = scene.Begin().CompleteResultAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(CandidateState.Full, scene.StatusOf("a/one").State);
        Assert.Equal("b/two", (await scene.AskAsync()).Model);

        scene.Router.Health.Isolate("b");
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
        Assert.Equal("a/one", (await scene.FinishAsync(first)).Model);
    }

    [Fact]
    public async Task ACancelledCallIsNoFailureAndHurtsNothing()
    {
        await using var scene = new Scene("a/one");
        for (var call = 0; call < 10; call++)
        {
            scene["a"].Then(ScriptedReply.Silence());
            using var caller = new CancellationTokenSource();
            var task = scene.Begin().CompleteAsync(caller.Token).AsTask();
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }

        var status = scene.StatusOf("a/one");
        Assert.Equal((CandidateState.Ready, 10, 0, 0, null), (status.State, status.Attempts, status.Failures, status.InFlight, status.Latency));
    }

    [Fact]
    public async Task IsolatedCandidatesAreNotEvenTheLastResort()
    {
        await using var scene = new Scene("a/one", "b/two");
        Assert.Equal(1, scene.Router.Health.Isolate("a"));
        Assert.Equal("b/two", (await scene.AskAsync()).Model);

        Assert.Equal(1, scene.Router.Health.Isolate("b/two"));
        Assert.Equal(0, scene.Router.Health.Isolate("nobody"));
        var failure = await scene.FailAsync();
        Assert.Contains("a/one, b/two: it is isolated", failure.Message, StringComparison.Ordinal);

        Assert.Equal(1, scene.Router.Health.Restore("a/one"));
        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    [Fact]
    public async Task OneIsolatedDuringACallIsNotAskedAgainByIt()
    {
        await using var scene = new Scene("a/one");
        scene.Script = _ =>
        {
            scene.Router.Health.Isolate("a");
            return s_error;
        };

        Assert.Single((await scene.FailAsync()).Attempts);
    }

    [Fact]
    public async Task RestoreForgetsWhatIsHeldAgainstACandidateAndItsKey()
    {
        await using var scene = new Scene("a/one", "b/two") { Keys = 1 };
        scene["a"].Then(ScriptedReply.Failure(Outcome.AuthenticationFailed, 401));
        await scene.AskAsync();
        Assert.Equal(TimeSpan.MaxValue, scene.StatusOf("a/one").ReadyIn);

        scene.Router.Health.Restore("a");

        Assert.Equal("a/one", (await scene.AskAsync()).Model);
    }

    private static async Task AtOnceAsync(Scene scene, int count)
    {
        scene.Script = _ => ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromSeconds(1) };
        var calls = Enumerable.Range(0, count).Select(_ => scene.Begin().CompleteAsync(TestContext.Current.CancellationToken).AsTask()).ToArray();
        await scene.FinishAsync(Task.WhenAll(calls));
    }

    private static async Task FailAtOnceAsync(Scene scene, int count)
    {
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        scene.Script = asked => asked.Model == "one" ? s_error with { Outcome = Outcome.Overloaded, Delay = TimeSpan.FromSeconds(1) } : ScriptedReply.Answer("ok");
        var calls = Enumerable.Range(0, count).Select(_ => scene.Begin().CompleteAsync(TestContext.Current.CancellationToken).AsTask()).ToArray();
        Assert.Equal(count, scene.StatusOf("a/one").InFlight);
        await scene.FinishAsync(Task.WhenAll(calls));
    }

    private static async Task OpenAsync(Scene scene)
    {
        scene["a"].Then(s_error, s_error, s_error, s_error, s_error);
        for (var call = 0; call < 5; call++)
            await scene.AskAsync();
        scene.Time.Advance(scene.StatusOf("a/one").ReadyIn);
    }
}
