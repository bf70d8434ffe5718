using System.Threading.Tasks.Sources;

namespace Switchyard;

/// <summary>Something that a call waits for and that somebody else may end: whoever is first decides. Used again for the next wait.</summary>
internal class Wait : IValueTaskSource<WaitEnd>
{
    private ManualResetValueTaskSourceCore<WaitEnd> _core;

    // Odd while it waits. A ticket names one wait, so that whoever comes too late cannot end the next one.
    private long _ticket;

    public ValueTask<WaitEnd> Task => new(this, _core.Version);

    /// <summary>Starts a wait. The one before must be over.</summary>
    /// <returns>The ticket that ends it.</returns>
    public long Begin()
    {
        _core.Reset();
        return Interlocked.Increment(ref _ticket);
    }

    /// <summary>Ends the wait, unless it is over.</summary>
    /// <returns>Whether this ended it.</returns>
    public bool TryEnd(long ticket, WaitEnd end)
    {
        if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
            return false;

        _core.SetResult(end);
        return true;
    }

    WaitEnd IValueTaskSource<WaitEnd>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WaitEnd>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<WaitEnd>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
