using Microsoft.Extensions.Time.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>Who cancelled, and when a token is fit again.</summary>
public sealed class CallClockTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void RenewMakesATokenFitAgainThatALimitHasCancelled()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second, TimeLimit.Idle);
        var token = clock.Token;
        _time.Advance(s_second);
        Assert.Equal((true, TimeLimit.Idle), (token.IsCancellationRequested, clock.Passed));

        clock.Renew();

        Assert.Equal((false, TimeLimit.None), (clock.Token.IsCancellationRequested, clock.Passed));
        clock.Arm(s_second, TimeLimit.Idle);
        _time.Advance(s_second);
        Assert.Equal((true, TimeLimit.Idle), (clock.Token.IsCancellationRequested, clock.Passed));
    }

    [Fact]
    public void RenewLeavesATokenAloneThatNoLimitHasCancelled()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second, TimeLimit.Idle);
        var token = clock.Token;

        clock.Renew();

        Assert.Equal(token, clock.Token);
        _time.Advance(s_second);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public void RenewDoesNotBringBackWhatTheCallerGaveUp()
    {
        using var caller = new CancellationTokenSource();
        var clock = Started(caller.Token);
        clock.Arm(s_second, TimeLimit.Idle);
        caller.Cancel();

        clock.Renew();

        Assert.Equal((true, TimeLimit.None), (clock.Token.IsCancellationRequested, clock.Passed));
    }

    [Fact]
    public void ALimitThatIsDisarmedDoesNotPass()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second, TimeLimit.Idle);
        clock.Disarm();

        _time.Advance(s_second * 2);

        Assert.Equal((false, TimeLimit.None), (clock.Token.IsCancellationRequested, clock.Passed));
    }

    [Fact]
    public async Task AWaitIsLateOnceAndGoesOn()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second * 10, TimeLimit.Attempt);
        clock.MarkLate(s_second);
        var answer = new TaskCompletionSource<int>();
        var wait = new ProviderWait<int>(clock);
        var first = wait.For(new(answer.Task));
        _time.Advance(s_second);
        Assert.Equal(WaitEnd.Late, await first);

        var second = wait.Again();
        _time.Advance(s_second);
        Assert.False(second.IsCompleted);
        answer.SetResult(5);

        Assert.Equal(WaitEnd.Done, await second);
        Assert.Equal(5, wait.TakeResult());
        Assert.False(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task AnAnswerBetweenTwoWaitsIsNotLost()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second * 10, TimeLimit.Attempt);
        clock.MarkLate(s_second);
        var answer = new TaskCompletionSource<int>();
        var wait = new ProviderWait<int>(clock);
        var first = wait.For(new(answer.Task));
        _time.Advance(s_second);
        Assert.Equal(WaitEnd.Late, await first);
        answer.SetResult(5);

        Assert.Equal(WaitEnd.Done, await wait.Again());
        Assert.Equal(5, wait.TakeResult());
    }

    [Fact]
    public async Task WhoeverDidNotWaitWhenItBecameLateIsToldAtTheNextWait()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second * 10, TimeLimit.Attempt);
        clock.MarkLate(s_second);
        _time.Advance(s_second);

        Assert.Equal(WaitEnd.Late, await new ProviderWait<int>(clock).For(new(new TaskCompletionSource<int>().Task)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheNextAttemptIsNotLateBecauseTheOneBeforeWas(bool waitsAlready)
    {
        var time = new InterruptedTime();
        var clock = Started(CancellationToken.None, time);
        clock.Arm(s_second * 10, TimeLimit.Attempt);
        clock.MarkLate(s_second);
        var wait = new ProviderWait<int>(clock);
        var answer = new TaskCompletionSource<int>();
        var first = wait.For(new(answer.Task)).AsTask();
        Task<WaitEnd>? second = null;

        // The timer has found the first attempt late, and is about to say so.
        time.Interruption = () =>
        {
            answer.SetResult(5);
            wait.TakeResult();
            clock.Rearm();
            clock.Arm(s_second * 10, TimeLimit.Attempt);
            if (waitsAlready)
                second = Wait();
        };
        time.Advance(s_second);
        second ??= Wait();

        Assert.Equal(WaitEnd.Done, await first);
        Assert.False(second.IsCompleted);
        time.Advance(s_second * 10);
        time.Advance(CallClock.Grace);
        Assert.Equal(WaitEnd.GivenUp, await second);

        Task<WaitEnd> Wait() => wait.For(new(new TaskCompletionSource<int>().Task)).AsTask();
    }

    [Fact]
    public async Task AStreamIsNotLateAfterItsFirstOutput()
    {
        var time = new InterruptedTime();
        var clock = Started(CancellationToken.None, time);
        clock.Arm(s_second * 10, TimeLimit.FirstToken);
        clock.MarkLate(s_second);
        var wait = new ProviderWait<int>(clock);
        var chunk = new TaskCompletionSource<int>();
        var first = wait.For(new(chunk.Task)).AsTask();
        time.Interruption = () =>
        {
            chunk.SetResult(5);
            wait.TakeResult();
            clock.ClearLate();
            clock.Arm(s_second * 10, TimeLimit.Idle);
        };
        time.Advance(s_second);

        Assert.Equal(WaitEnd.Done, await first);
        Assert.False(wait.For(new(new TaskCompletionSource<int>().Task)).IsCompleted);
    }

    [Fact]
    public void WhoeverIsAskedNextIsNotTheOneWhoHeldTheThread()
    {
        var time = new InterruptedTime();
        var (slow, next) = (Provider("slow"), Provider("next"));
        var inside = slow;
        var clock = new CallClock(time, inside: () => inside);
        clock.Start(s_second * 60, CancellationToken.None);
        clock.Arm(s_second, TimeLimit.Attempt);
        time.Interruption = () => inside = next;
        time.Advance(s_second);

        Assert.Equal((true, false), (slow.IsBlocking, next.IsBlocking));

        static GuardedProvider Provider(string id) => new(id, new DirectProvider(_ => default), new(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
    }

    [Fact]
    public async Task ALimitThatPassesBeforeItIsLateEndsTheWait()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second, TimeLimit.Attempt);
        clock.MarkLate(s_second * 2);
        var wait = new ProviderWait<int>(clock).For(new(new TaskCompletionSource<int>().Task));
        _time.Advance(s_second);
        Assert.True(clock.Token.IsCancellationRequested);
        _time.Advance(CallClock.Grace);

        Assert.Equal((WaitEnd.GivenUp, TimeLimit.Attempt), (await wait, clock.Passed));
    }

    [Fact]
    public async Task AClockThatIsShutLetsNothingBegin()
    {
        var clock = Started(CancellationToken.None);
        clock.Arm(s_second, TimeLimit.Attempt);
        clock.Shut();
        clock.Rearm();
        clock.Arm(s_second, TimeLimit.Attempt);

        Assert.Equal((true, true, TimeLimit.None), (clock.Token.IsCancellationRequested, clock.IsOver, clock.Passed));
        Assert.Equal(WaitEnd.GivenUp, await clock.PauseAsync(s_second));
        Assert.Equal(WaitEnd.GivenUp, await new ProviderWait<int>(clock).For(new(new TaskCompletionSource<int>().Task)));
    }

    private CallClock Started(CancellationToken caller, TimeProvider? time = null)
    {
        var clock = new CallClock(time ?? _time);
        clock.Start(s_second * 60, caller);
        return clock;
    }
}
