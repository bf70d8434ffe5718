namespace Switchyard;

/// <summary>
/// The time of one call, the limit that is armed now, and the token that ends the attempt. Remembers who cancelled. What does not heed the
/// cancellation is waited for only a little longer. Pooled with its lane.
/// </summary>
internal sealed class CallClock : CallTime
{
    /// <summary>How long a provider may take to heed its cancelled token, or to close a stream, before it is abandoned.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private readonly LazyTimer _timer;
    private readonly Wait _pause = new();
    private readonly AttemptToken _token;
    private readonly Lateness _late = new();
    private readonly Func<GuardedProvider?>? _inside;
    private CancellationTokenRegistration _callerRegistration;

    private Stage _stage;
    private TimeLimit _armed;
    private long _dueAt;
    private bool _isFresh = true;
    private bool _isGivenUp;
    private bool _isShut;
    private Waiter _waiting;

    /// <param name="time">The clock.</param>
    /// <param name="log">For what providers leave on tokens.</param>
    /// <param name="inside">The provider that has the attempt's thread at the moment; <see langword="null"/> for none.</param>
    public CallClock(TimeProvider time, RouterLog? log = null, Func<GuardedProvider?>? inside = null)
        : base(time)
    {
        _token = new(log);
        _inside = inside;
        _timer = new(time, OnTimer);
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
    public CancellationToken Token => _token.Token;

    /// <summary>Whether the router was disposed: nothing is begun any more.</summary>
    public bool IsShut => Volatile.Read(ref _isShut);

    /// <summary>Whether the call is to end as it stands, by the caller's will or the router's end.</summary>
    public bool IsOver => CallerGaveUp || IsShut;

    /// <summary>Whether the attempt was ended by us, and not by a limit or by itself.</summary>
    public bool WasGivenUp => IsOver || Volatile.Read(ref _isGivenUp);

    /// <summary>The limit that passed, if it was not the caller who gave up.</summary>
    public TimeLimit Passed
    {
        get
        {
            lock (_changing)
                return !WasGivenUp && _stage is Stage.Cancelled or Stage.Abandoned ? _armed : TimeLimit.None;
        }
    }

    /// <summary>The time of a call begins.</summary>
    /// <returns>The timestamp.</returns>
    public long Start(TimeSpan deadline, CancellationToken caller)
    {
        var now = Now;
        Begin(now, deadline, caller);
        Listen();
        return now;
    }

    /// <summary>Runs beside another clock, for the same call.</summary>
    public void StartWith(CallClock other)
    {
        BeginWith(other);
        Listen();
    }

    /// <summary>From now on the stricter of <paramref name="limit"/> and the deadline holds.</summary>
    public void Arm(TimeSpan limit, TimeLimit name) => Arm(limit, name, Now);

    /// <inheritdoc cref="Arm(TimeSpan, TimeLimit)"/>
    public void Arm(TimeSpan limit, TimeLimit name, long now)
    {
        var remaining = RemainingAt(now);
        if (remaining < limit)
            (limit, name) = (remaining, TimeLimit.Deadline);

        lock (_changing)
        {
            if (_stage is Stage.Cancelled or Stage.Abandoned)
                return;
            _armed = name;
            _isFresh = false;
            Enter(Stage.Armed, limit, now);
        }

        // A limit that is over already does not wait for the timer's thread.
        if (limit <= TimeSpan.Zero)
            OnTimer();
    }

    /// <summary>Ends the wait for the attempt as late, once, when this time has passed. The attempt goes on.</summary>
    public void MarkLate(TimeSpan after)
    {
        lock (_changing)
        {
            var now = Now;
            _late.Mark(now + Ticks(after));
            _timer.Set(_late.At, now);
        }
    }

    /// <summary>The attempt is not late any more, however long it takes.</summary>
    public void ClearLate()
    {
        lock (_changing)
            _late.Clear();
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
            _waiting = default;
            _late.Clear();
            _isGivenUp = false;
            if (_isShut)
                return;

            // Nobody has had the token since it was renewed.
            if (_isFresh && _stage == Stage.Off)
                return;

            _token.Renew(isSpent: _stage is Stage.Cancelled or Stage.Abandoned);
            _isFresh = true;
            _stage = Stage.Off;
            _armed = TimeLimit.None;
        }

        if (CallerGaveUp)
            CancelNow();
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
            if (_isShut)
                return;

            var isCancelled = _stage is Stage.Cancelled or Stage.Abandoned;
            if (!isCancelled)
                _armed = TimeLimit.None;
            Enter(isCancelled ? Stage.Cancelled : Stage.Closing, Grace, Now);
        }
    }

    /// <summary>Ends a wait when the grace is over, or when it is late.</summary>
    public void Watch(Wait wait, long ticket)
    {
        var end = WaitEnd.Done;
        lock (_changing)
        {
            _waiting = new(wait, ticket);
            if (_stage == Stage.Abandoned)
                end = WaitEnd.GivenUp;
            else if (_late.TryTell())
                end = WaitEnd.Late;
        }

        if (end != WaitEnd.Done)
            wait.TryEnd(ticket, end);
    }

    /// <summary>Waits between two attempts.</summary>
    /// <returns><see cref="WaitEnd.GivenUp"/> if the call is over.</returns>
    public ValueTask<WaitEnd> PauseAsync(TimeSpan time)
    {
        lock (_changing)
        {
            if (IsOver)
                return new(WaitEnd.GivenUp);

            _waiting = new(_pause, _pause.Begin());
            Enter(Stage.Pausing, time, Now);
        }

        // Between the look at the caller's token and the pause the caller may have given up.
        if (CallerGaveUp)
            CancelNow();
        return _pause.Task;
    }

    /// <summary>Cancels the attempt because its answer is not needed any more.</summary>
    public void GiveUp()
    {
        Volatile.Write(ref _isGivenUp, true);
        CancelNow();
    }

    /// <summary>The router is disposed: ends what is under way without a grace, and lets nothing begin again.</summary>
    public void Shut()
    {
        CancellationTokenSource source;
        Waiter ended;
        lock (_changing)
        {
            _isShut = true;
            (source, ended) = (_token.Source, _waiting);
            _stage = Stage.Abandoned;
        }

        // Whoever heeds the token ends by it, with what it has to say; the others are left.
        _token.Cancel(source);
        ended.TryEnd(WaitEnd.GivenUp);
    }

    public void Stop()
    {
        _callerRegistration.Dispose();
        _callerRegistration = default;
        Forget();
        Rearm();
    }

    private void Listen()
    {
        if (Caller.CanBeCanceled)
            _callerRegistration = Caller.UnsafeRegister(static clock => ((CallClock)clock!).CancelNow(), this);
    }

    private void CancelNow()
    {
        CancellationTokenSource source;
        Waiter paused;
        lock (_changing)
        {
            (source, paused) = (_token.Source, _stage == Stage.Pausing ? _waiting : default);
            if (_stage is not (Stage.Cancelled or Stage.Abandoned))
                Enter(Stage.Cancelled, Grace, Now);
        }

        _token.Cancel(source);
        paused.TryEnd(WaitEnd.GivenUp);
    }

    private void OnTimer()
    {
        CancellationTokenSource? cancelled = null;
        GuardedProvider? blocking = null;
        Waiter ended = default;
        WaitEnd end;
        var mark = 0L;
        lock (_changing)
        {
            _timer.NoteFired();
            if (_stage is Stage.Off or Stage.Abandoned)
                return;

            var now = Now;
            var isDue = now >= _dueAt;
            if (!isDue && (_stage != Stage.Armed || now < _late.At))
            {
                _timer.Set(NextAt, now);
                return;
            }

            end = _stage == Stage.Pausing ? WaitEnd.Done : WaitEnd.GivenUp;
            if (!isDue)
            {
                mark = _late.Pass();
                (ended, end) = (_waiting, WaitEnd.Late);
                _timer.Set(_dueAt, now);
            }
            else if (_stage == Stage.Armed)
            {
                // Asked for here: outside of the lock it could be the next attempt's.
                blocking = _inside?.Invoke();
                cancelled = _token.Source;
                Enter(Stage.Cancelled, Grace, now);
            }
            else
            {
                ended = _waiting;
                _stage = end == WaitEnd.Done ? Stage.Off : Stage.Abandoned;
            }
        }

        if (cancelled is not null)
        {
            blocking?.NoteBlocking();
            _token.Cancel(cancelled);
        }

        if (end == WaitEnd.Late)
            EndAsLate(ended, mark);
        else
            ended.TryEnd(end);
    }

    /// <summary>Whoever does not wait at this moment is late at the next wait.</summary>
    private void EndAsLate(Waiter waiting, long mark)
    {
        while (!waiting.TryEnd(WaitEnd.Late))
        {
            lock (_changing)
            {
                if (!_late.Holds(mark))
                    return;
                if (waiting == _waiting)
                {
                    _late.Keep(_stage == Stage.Armed);
                    return;
                }

                waiting = _waiting;
            }
        }
    }

    private void Enter(Stage stage, TimeSpan time, long now)
    {
        _stage = stage;
        _dueAt = now + Ticks(time);
        _timer.Set(NextAt, now);
    }

    private long NextAt => _stage == Stage.Armed ? Math.Min(_dueAt, _late.At) : _dueAt;
}
