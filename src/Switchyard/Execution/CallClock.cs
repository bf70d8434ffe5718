namespace Switchyard;

/// <summary>
/// The time of one call, the limit that is armed now, and the token that ends the attempt. Remembers who cancelled. What does not heed the
/// cancellation is waited for only a little longer. Pooled with its lane.
/// </summary>
internal sealed partial class CallClock : CallTime
{
    /// <summary>How long a provider may take to heed its cancelled token, or to close a stream, before it is abandoned.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _changing = new();
    private readonly ClockLimits _limits;
    private readonly Wait _pause = new();
    private readonly AttemptToken _token;
    private readonly Func<GuardedProvider?>? _inside;
    private CancellationTokenRegistration _callerRegistration;

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
        _limits = new(time, OnTimer);
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
                return !WasGivenUp && _limits.IsCancelled ? _limits.Armed : TimeLimit.None;
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
            if (_limits.IsCancelled)
                return;
            _limits.Armed = name;
            _isFresh = false;
            _limits.Enter(ClockStage.Armed, limit, now);
        }

        // A limit that is over already does not wait for the timer's thread.
        if (limit <= TimeSpan.Zero)
            OnTimer();
    }

    /// <summary>Ends the wait for the attempt as late, once, when this time has passed. The attempt goes on.</summary>
    public void MarkLate(TimeSpan after)
    {
        lock (_changing)
            _limits.MarkLate(after, Now);
    }

    /// <summary>The attempt is not late any more, however long it takes.</summary>
    public void ClearLate()
    {
        lock (_changing)
            _limits.Late.Clear();
    }

    /// <summary>No limit holds until the next is armed: the caller has the chunk, and takes the time it likes.</summary>
    public void Disarm()
    {
        lock (_changing)
        {
            if (_limits.Stage == ClockStage.Armed)
                _limits.Leave();
        }
    }

    /// <summary>Makes the token fit for the next attempt.</summary>
    public void Rearm()
    {
        lock (_changing)
        {
            _waiting = default;
            _limits.Late.Clear();
            _isGivenUp = false;
            if (_isShut)
                return;

            // Nobody has had the token since it was renewed.
            if (_isFresh && _limits.Stage == ClockStage.Off)
                return;

            _token.Renew(isSpent: _limits.IsCancelled);
            _isFresh = true;
            _limits.Leave();
            _limits.Armed = TimeLimit.None;
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

            var isCancelled = _limits.IsCancelled;
            if (!isCancelled)
                _limits.Armed = TimeLimit.None;
            _limits.Enter(isCancelled ? ClockStage.Cancelled : ClockStage.Closing, Grace, Now);
        }
    }

    /// <summary>Ends a wait when the grace is over, or when it is late.</summary>
    public void Watch(Wait wait, long ticket)
    {
        var end = WaitEnd.Done;
        lock (_changing)
        {
            _waiting = new(wait, ticket);
            if (_limits.Stage == ClockStage.Abandoned)
                end = WaitEnd.GivenUp;
            else if (_limits.Late.TryTell())
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
            _limits.Enter(ClockStage.Pausing, time, Now);
        }

        // Between the look at the caller's token and the pause the caller may have given up.
        if (CallerGaveUp)
            CancelNow();
        return _pause.Task;
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
}
