namespace Switchyard;

/// <summary>
/// A timer that is set often and fires seldom: most limits never pass. It may fire early, and is then to be set again. Not safe for use from
/// several threads at once.
/// </summary>
internal sealed class LazyTimer
{
    // A timer takes no more than 49 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _firesAt = long.MaxValue;

    public LazyTimer(TimeProvider time, Action fired)
    {
        _time = time;
        _timer = CreateTimer(time, fired);
    }

    /// <summary>Makes it fire at a timestamp, or before it.</summary>
    public void Set(long at, long now)
    {
        if (_firesAt <= at && _firesAt > now)
            return;

        var wait = _time.GetElapsedTime(now, at);
        _firesAt = at;
        _timer.Change(wait < s_shortest ? s_shortest : wait > s_longest ? s_longest : wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has fired.</summary>
    public void NoteFired() => _firesAt = long.MaxValue;

    private static ITimer CreateTimer(TimeProvider time, Action fired)
    {
        // The timer outlives the call that it was made for, and so must not keep the context of that call's caller.
        if (ExecutionContext.IsFlowSuppressed())
            return Create();
        using (ExecutionContext.SuppressFlow())
            return Create();

        ITimer Create() => time.CreateTimer(static fired => ((Action)fired!)(), fired, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
