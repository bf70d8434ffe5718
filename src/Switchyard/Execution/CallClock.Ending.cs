namespace Switchyard;

/// <content>Who ends an attempt, and who is told. Always outside of the lock: whoever is told goes on then and there.</content>
internal sealed partial class CallClock
{
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
            _limits.Leave(ClockStage.Abandoned);
        }

        // Whoever heeds the token ends by it, with what it has to say; the others are left.
        _token.Cancel(source);
        ended.TryEnd(WaitEnd.GivenUp);
    }

    private void CancelNow()
    {
        CancellationTokenSource source;
        Waiter paused;
        lock (_changing)
        {
            (source, paused) = (_token.Source, _limits.Stage == ClockStage.Pausing ? _waiting : default);
            if (!_limits.IsCancelled)
                _limits.Enter(ClockStage.Cancelled, Grace, Now);
        }

        _token.Cancel(source);
        paused.TryEnd(WaitEnd.GivenUp);
    }

    private void OnTimer()
    {
        CancellationTokenSource source;
        GuardedProvider? blocking;
        Waiter waiting;
        ClockEvent happened;
        long mark;
        lock (_changing)
        {
            // Asked for here: outside of the lock it could be the next attempt's.
            (source, waiting, blocking) = (_token.Source, _waiting, _inside?.Invoke());
            happened = _limits.Advance(Now, Grace, out mark);
        }

        switch (happened)
        {
            case ClockEvent.Late:
                EndAsLate(waiting, mark);
                break;
            case ClockEvent.LimitPassed:
                blocking?.NoteBlocking();
                _token.Cancel(source);
                break;
            case ClockEvent.PauseOver:
                waiting.TryEnd(WaitEnd.Done);
                break;
            case ClockEvent.GraceOver:
                waiting.TryEnd(WaitEnd.GivenUp);
                break;
        }
    }

    /// <summary>Whoever does not wait at this moment is late at the next wait.</summary>
    private void EndAsLate(Waiter waiting, long mark)
    {
        while (!waiting.TryEnd(WaitEnd.Late))
        {
            lock (_changing)
            {
                if (!_limits.Late.Holds(mark))
                    return;
                if (waiting == _waiting)
                {
                    _limits.Late.Keep(_limits.Stage == ClockStage.Armed);
                    return;
                }

                waiting = _waiting;
            }
        }
    }
}
