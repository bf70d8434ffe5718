using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>
/// Waits for a provider, but not for ever: one that does not heed its cancelled token is dropped, and with it what it brings later. A dropped
/// wait belongs to that provider for good and is not used again.
/// </summary>
internal sealed class ProviderWait<T> : Wait
{
    private const long Answered = -1;
    private const long Dropped = -2;

    private readonly CallClock _clock;
    private readonly Action _onAnswered;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _awaiter;
    private ProviderStream? _stream;

    // The ticket of whoever waits, or waited until it was late; or one of the above. In one field, so that an answer ends the wait that it belongs
    // to: the one who was late may find it by himself, and be waiting for the next one by the time that it is told.
    private long _state;

    public ProviderWait(CallClock clock)
    {
        _clock = clock;
        _onAnswered = OnAnswered;
    }

    /// <param name="task">What the provider does.</param>
    /// <param name="stream">The stream that it does it with; disposed when a dropped provider comes back.</param>
    /// <returns>Whether the provider answered; if it was given up, it is to be dropped.</returns>
    public ValueTask<WaitEnd> For(ValueTask<T> task, ProviderStream? stream = null)
    {
        _awaiter = task.ConfigureAwait(false).GetAwaiter();
        if (_awaiter.IsCompleted)
            return new(WaitEnd.Done);

        _stream = stream;
        var ticket = Begin();
        Volatile.Write(ref _state, ticket);
        _clock.Watch(this, ticket);
        _awaiter.UnsafeOnCompleted(_onAnswered);
        return Task;
    }

    /// <summary>Goes on with a wait that ended as late.</summary>
    public ValueTask<WaitEnd> Again()
    {
        var late = Volatile.Read(ref _state);
        var ticket = Begin();
        _clock.Watch(this, ticket);

        // The answer may have come while nobody waited.
        if (late == Answered || Interlocked.CompareExchange(ref _state, ticket, late) == Answered)
            TryEnd(ticket, WaitEnd.Done);
        return Task;
    }

    /// <summary>What the provider answered; throws what it threw.</summary>
    public T TakeResult()
    {
        // Nothing of the plugin's stays behind in the pooled call: it would keep the plugin in memory.
        var awaiter = _awaiter;
        _awaiter = default;
        _stream = null;
        return awaiter.GetResult();
    }

    /// <summary>Nobody waits for the answer any more. Whatever comes is dropped, and its stream disposed.</summary>
    public void Drop()
    {
        if (Interlocked.Exchange(ref _state, Dropped) == Answered)
            _ = DropAsync();
    }

    private void OnAnswered()
    {
        var waiting = Interlocked.Exchange(ref _state, Answered);
        if (waiting == Dropped)
            _ = DropAsync();
        else
            TryEnd(waiting, WaitEnd.Done);
    }

    private async Task DropAsync()
    {
        try
        {
            var late = TakeLate();
            if (late is not null)
                await late.DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
            // Nobody waits for this attempt any more: it was booked as timed out or cancelled when it was abandoned.
        }
    }

    private ProviderStream? TakeLate()
    {
        var stream = _stream;
        try
        {
            return TakeResult() as ProviderStream ?? stream;
        }
        catch
        {
            return stream;
        }
    }
}
