namespace Switchyard;

/// <summary>
/// The time of one call: its deadline, the limit that is armed now, and the caller's token. Remembers who cancelled. Pooled with its call.
/// </summary>
internal sealed class CallClock
{
    private readonly TimeProvider _time;
    private CancellationTokenSource _source;
    private CancellationTokenRegistration _callerRegistration;
    private CancellationToken _caller;
    private long _started;
    private TimeSpan _deadline;
    private TimeLimit _armed;

    public CallClock(TimeProvider time)
    {
        _time = time;
        _source = CreateSource();
    }

    /// <summary>Ends the attempt: by the caller or by the armed limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The caller's own token, for waits between attempts.</summary>
    public CancellationToken Caller => _caller;

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    public TimeSpan Remaining => _deadline - Elapsed;

    public bool CallerGaveUp => _caller.IsCancellationRequested;

    /// <summary>The limit that passed, if it was not the caller who gave up.</summary>
    public TimeLimit Passed => !CallerGaveUp && _source.IsCancellationRequested ? _armed : TimeLimit.None;

    public long Now => _time.GetTimestamp();

    public void Start(TimeSpan deadline, CancellationToken caller)
    {
        _started = _time.GetTimestamp();
        _deadline = deadline;
        _caller = caller;
        if (caller.CanBeCanceled)
            _callerRegistration = caller.UnsafeRegister(static clock => ((CallClock)clock!)._source.Cancel(), this);
    }

    /// <summary>From now on the stricter of <paramref name="limit"/> and the deadline holds.</summary>
    public void Arm(TimeSpan limit, TimeLimit name)
    {
        var remaining = Remaining;
        if (remaining < limit)
            (limit, name) = (remaining, TimeLimit.Deadline);

        _armed = name;
        _source.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
    }

    /// <summary>Makes the token fit for the next attempt.</summary>
    public void Rearm()
    {
        _armed = TimeLimit.None;
        if (_source.TryReset())
            return;

        _callerRegistration.Dispose();
        _source.Dispose();
        _source = CreateSource();
        if (_caller.CanBeCanceled)
            _callerRegistration = _caller.UnsafeRegister(static clock => ((CallClock)clock!)._source.Cancel(), this);
    }

    public void Stop()
    {
        _callerRegistration.Dispose();
        _callerRegistration = default;
        _caller = default;
        Rearm();
    }

    // Made with the provider of time, so that every later CancelAfter runs on it too.
    private CancellationTokenSource CreateSource() => new(Timeout.InfiniteTimeSpan, _time);
}
