namespace Switchyard;

/// <summary>
/// The time of one call: its deadline, the limit that is armed now, and the caller's token. Remembers who cancelled. What does not heed the
/// cancellation is waited for only a little longer. Pooled with its call.
/// </summary>
internal sealed class CallClock
{
    /// <summary>How long a provider may take to heed its cancelled token, or to close a stream, before it is abandoned.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // A timer takes no more than 49 days; one that fires early is set again.
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);

    private readonly Lock _changing = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Wait _pause = new();
    private readonly RouterLog? _log;
    private CancellationTokenSource _source = new();
    private CancellationTokenRegistration _callerRegistration;
    private CancellationToken _caller;
    private long _started;
    private TimeSpan _deadline;

    private Stage _stage;
    private TimeLimit _armed;
    private long _dueAt;
    private long _timerAt = long.MaxValue;
    private Wait? _waiting;
    private int _waitingTicket;

    public CallClock(TimeProvider time, RouterLog? log = null)
    {
        _time = time;
        _log = log;
        _timer = CreateTimer();
    }

    private enum Stage
    {
        Off,
        Armed,
        Pausing,

        /// <summary>The attempt is over by itself; only its end is waited for.</summary>
        Closing,

        /// <summary>The token is cancelled, or about to be.</summary>
        Cancelled,

        /// <summary>The grace is over too.</summary>
        Abandoned,
    }

    /// <summary>Ends the attempt: by the caller or by the armed limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The caller's own token.</summary>
    public CancellationToken Caller => _caller;

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    public TimeSpan Remaining => _deadline - Elapsed;

    public bool CallerGaveUp => _caller.IsCancellationRequested;

    /// <summary>The limit that passed, if it was not the caller who gave up.</summary>
    public TimeLimit Passed
    {
        get
        {
            lock (_changing)
                return !CallerGaveUp && _stage is Stage.Cancelled or Stage.Abandoned ? _armed : TimeLimit.None;
        }
    }

    public long Now => _time.GetTimestamp();

    public void Start(TimeSpan deadline, CancellationToken caller)
    {
        _started = Now;
        _deadline = deadline;
        _caller = caller;
        if (caller.CanBeCanceled)
            _callerRegistration = caller.UnsafeRegister(static clock => ((CallClock)clock!).OnCallerGaveUp(), this);
    }

    /// <summary>From now on the stricter of <paramref name="limit"/> and the deadline holds.</summary>
    public void Arm(TimeSpan limit, TimeLimit name)
    {
        var remaining = Remaining;
        if (remaining < limit)
            (limit, name) = (remaining, TimeLimit.Deadline);

        lock (_changing)
        {
            if (_stage is Stage.Cancelled or Stage.Abandoned)
                return;
            _armed = name;
            Enter(Stage.Armed, limit);
        }

        // A limit that is over already does not wait for the timer's thread.
        if (limit <= TimeSpan.Zero)
            OnTimer();
    }

    /// <summary>No limit holds until the next is armed: the caller has the chunk, and takes the time it likes.</summary>
    public void Disarm()
    {
        lock (_changing)
        {
            if (_stage == Stage.Armed)
                _stage = Stage.Off;
        }
    }

    /// <summary>Makes the token fit for the next attempt.</summary>
    public void Rearm()
    {
        lock (_changing)
        {
            // A source that was cancelled, or that a thread is just about to cancel, is left to that thread.
            if (_stage is Stage.Cancelled or Stage.Abandoned || !_source.TryReset())
                _source = new();
            _stage = Stage.Off;
            _armed = TimeLimit.None;
            _waiting = null;
        }

        if (CallerGaveUp)
            OnCallerGaveUp();
    }

    /// <summary>Makes the token fit for the next read of a stream, if a limit passed while nobody read.</summary>
    public void Renew()
    {
        if (Passed != TimeLimit.None)
            Rearm();
    }

    /// <summary>What is begun now has only the grace left.</summary>
    public void Close()
    {
        lock (_changing)
        {
            var isCancelled = _stage is Stage.Cancelled or Stage.Abandoned;
            if (!isCancelled)
                _armed = TimeLimit.None;
            Enter(isCancelled ? Stage.Cancelled : Stage.Closing, Grace);
        }
    }

    /// <summary>Ends a wait with <see langword="false"/> when the grace is over.</summary>
    public void Watch(Wait wait, int ticket)
    {
        bool isTooLate;
        lock (_changing)
        {
            (_waiting, _waitingTicket) = (wait, ticket);
            isTooLate = _stage == Stage.Abandoned;
        }

        if (isTooLate)
            wait.TryEnd(ticket, false);
    }

    /// <summary>Waits between two attempts.</summary>
    /// <returns>False if the caller gave up.</returns>
    public ValueTask<bool> PauseAsync(TimeSpan time)
    {
        lock (_changing)
        {
            if (CallerGaveUp)
                return new(false);

            (_waiting, _waitingTicket) = (_pause, _pause.Begin());
            Enter(Stage.Pausing, time);
        }

        // Between the look at the caller's token and the pause the caller may have given up.
        if (CallerGaveUp)
            OnCallerGaveUp();
        return _pause.Task;
    }

    public void Stop()
    {
        _callerRegistration.Dispose();
        _callerRegistration = default;
        _caller = default;
        Rearm();
    }

    private void OnCallerGaveUp()
    {
        CancellationTokenSource source;
        Wait? paused;
        int ticket;
        lock (_changing)
        {
            source = _source;
            (paused, ticket) = (_stage == Stage.Pausing ? _waiting : null, _waitingTicket);
            if (_stage is not (Stage.Cancelled or Stage.Abandoned))
                Enter(Stage.Cancelled, Grace);
        }

        Cancel(source);
        paused?.TryEnd(ticket, false);
    }

    private void OnTimer()
    {
        CancellationTokenSource? cancelled = null;
        Wait? ended = null;
        int ticket;
        bool result;
        lock (_changing)
        {
            _timerAt = long.MaxValue;
            if (_stage is Stage.Off or Stage.Abandoned)
                return;
            if (Now < _dueAt)
            {
                Schedule();
                return;
            }

            (ticket, result) = (_waitingTicket, _stage == Stage.Pausing);
            if (_stage == Stage.Armed)
            {
                cancelled = _source;
                Enter(Stage.Cancelled, Grace);
            }
            else
            {
                ended = _waiting;
                _stage = result ? Stage.Off : Stage.Abandoned;
            }
        }

        if (cancelled is not null)
            Cancel(cancelled);
        ended?.TryEnd(ticket, result);
    }

    /// <summary>
    /// A provider may have left a callback on its token that throws. On the timer's thread that would end the process, on the caller's it would
    /// surface in a Cancel that has nothing to do with it.
    /// </summary>
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            _log?.CallbackFailed(exception.InnerException?.GetType().FullName);
        }
    }

    private void Enter(Stage stage, TimeSpan time)
    {
        _stage = stage;
        _dueAt = Now + (long)(Math.Clamp(time.TotalSeconds, 0, s_longestTimer.TotalSeconds * 365) * _time.TimestampFrequency);
        Schedule();
    }

    /// <summary>Sets the timer, unless it fires early enough: it is then set again. Most limits never pass, so that is the cheaper way round.</summary>
    private void Schedule()
    {
        if (_timerAt <= _dueAt && _timerAt > Now)
            return;

        var time = _time.GetElapsedTime(Now, _dueAt);
        time = time < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : time > s_longestTimer ? s_longestTimer : time;
        _timerAt = _dueAt;
        _timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    private ITimer CreateTimer()
    {
        // The timer outlives the call that it was made for, and so must not keep the context of that call's caller.
        if (ExecutionContext.IsFlowSuppressed())
            return Create();
        using (ExecutionContext.SuppressFlow())
            return Create();

        ITimer Create() =>
            _time.CreateTimer(static clock => ((CallClock)clock!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
