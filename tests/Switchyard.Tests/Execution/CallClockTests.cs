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

    private CallClock Started(CancellationToken caller)
    {
        var clock = new CallClock(_time);
        clock.Start(s_second * 60, caller);
        return clock;
    }
}
