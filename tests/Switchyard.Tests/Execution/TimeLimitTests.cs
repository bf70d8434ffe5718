using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>The five limits, each by its own name, at its own moment.</summary>
public sealed class TimeLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Limits s_limits = new()
    {
        FirstToken = TimeSpan.FromSeconds(3),
        Idle = TimeSpan.FromSeconds(2),
        Attempt = TimeSpan.FromSeconds(6),
        Deadline = TimeSpan.FromSeconds(20),
    };

    [Fact]
    public async Task ReportsTheAttemptLimitOfACall()
    {
        await using var scene = new Scene("a/one", "b/two") { Limits = s_limits };
        scene["a"].Then(ScriptedReply.Silence());

        var result = await scene.AskAsync();

        AssertTimedOut(result.Attempts[0], TimeLimit.Attempt, 6);
        Assert.Equal("b/two", result.Model);
    }

    [Fact]
    public async Task ReportsTheDeadlineWhichHoldsForAllAttemptsTogether()
    {
        await using var scene = new Scene("a/one", "b/two", "c/three", "d/four") { Limits = s_limits with { Attempts = 10 } };
        scene.Script = _ => ScriptedReply.Silence();

        var failure = await scene.FailAsync();

        Assert.Equal([TimeLimit.Attempt, TimeLimit.Attempt, TimeLimit.Attempt, TimeLimit.Deadline], failure.Attempts.Select(attempt => attempt.TimeLimit));
        AssertTimedOut(failure.Attempts[3], TimeLimit.Deadline, 2);
        Assert.Equal((Outcome.TimedOut, 504, "upstream_timeout"), (failure.Outcome, failure.HttpStatus, failure.Code));
    }

    [Fact]
    public async Task ReportsTheFirstTokenLimitWhichRoleChunksDoNotExtend()
    {
        await using var scene = new Scene("a/one", "b/two") { Limits = s_limits };

        // The role comes after a second, the text would come after four.
        scene["a"].Then(new ScriptedReply { Pieces = ["", "late"], Delay = TimeSpan.FromSeconds(1.5) });

        Assert.Equal(["ok"], await scene.StreamAsync());
        Assert.Equal(1, scene.StatusOf("a/one").Failures);
        Assert.Equal(TimeSpan.FromSeconds(3), scene.StatusOf("a/one").Latency);
    }

    [Fact]
    public async Task ReportsTheIdleLimitBetweenChunks()
    {
        var ledger = new MemoryLedger();
        await using var scene = new Scene("a/one", "b/two") { Limits = s_limits, Ledger = ledger };
        scene["a"].Then(new ScriptedReply { Pieces = ["o", "k"], SilentAfter = 1 });

        Assert.Equal(["o", "k"], await scene.StreamAsync());
        AssertTimedOut(ledger.Snapshot().Single().Attempts[0], TimeLimit.Idle, 2);
    }

    [Fact]
    public async Task ReportsTheAttemptLimitOfAStreamThatNeverStopsTalking()
    {
        var ledger = new MemoryLedger();
        await using var scene = new Scene("a/one") { Limits = s_limits, Ledger = ledger };
        scene["a"].Then(new ScriptedReply { Pieces = [.. Enumerable.Repeat("x", 100)], Delay = TimeSpan.FromSeconds(1) });

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Equal("xxxx", failure.PartialText);
        AssertTimedOut(failure.Attempts.Single(), TimeLimit.Attempt, 6);
    }

    [Fact]
    public async Task ReportsTheConnectLimitThatTheProviderKeeps()
    {
        await using var scene = new Scene("a/one") { Others = { ["a"] = new DirectProvider(_ => new(Outcome.TimedOut) { ConnectTimedOut = true }) } };

        var failure = await scene.FailAsync();

        Assert.Equal(TimeLimit.Connect, failure.Attempts.Single().TimeLimit);
    }

    [Fact]
    public async Task AReaderThatTakesItsTimeHurtsNobody()
    {
        await using var scene = new Scene("a/one") { Limits = s_limits with { Attempt = TimeSpan.FromSeconds(7) } };
        scene["a"].Then(new ScriptedReply { Pieces = ["1", "2", "3"], Delay = TimeSpan.FromSeconds(1) });

        var stream = scene.Begin().StreamAsync(Token).GetAsyncEnumerator(Token);
        var pieces = new List<string>();
        while (await scene.FinishAsync(stream.MoveNextAsync().AsTask()))
        {
            pieces.Add(stream.Current);
            scene.Time.Advance(TimeSpan.FromSeconds(4));
        }

        await stream.DisposeAsync();
        Assert.Equal(["1", "2", "3"], pieces);
        Assert.Equal(0, scene.StatusOf("a/one").Failures);

        // The role, three pieces, the finish reason and the end, a second each: what the reader took is not counted.
        Assert.Equal(TimeSpan.FromSeconds(6), scene.StatusOf("a/one").Latency);
    }

    [Fact]
    public async Task TheDeadlineHoldsAlsoWhileTheReaderTakesItsTime()
    {
        await using var scene = new Scene("a/one") { Limits = s_limits };
        scene["a"].Then(new ScriptedReply { Pieces = ["1", "2"], Delay = TimeSpan.FromSeconds(1) });

        var stream = scene.Begin().StreamAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await scene.FinishAsync(stream.MoveNextAsync().AsTask()));
        scene.Time.Advance(s_limits.Deadline);

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.FinishAsync(stream.MoveNextAsync().AsTask()));
        Assert.Equal(TimeLimit.Deadline, failure.Attempts.Single().TimeLimit);
    }

    private static void AssertTimedOut(Attempt attempt, TimeLimit limit, double seconds)
    {
        Assert.Equal((Outcome.TimedOut, limit), (attempt.Outcome, attempt.TimeLimit));
        Assert.Equal(TimeSpan.FromSeconds(seconds), attempt.Duration);
    }
}
