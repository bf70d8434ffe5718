namespace Switchyard.Plugins;

/// <summary>Counts who is inside a plugin, and knows when the last one has left after nobody may enter any more.</summary>
internal sealed class LeaseCount
{
    // Negative once closed; exactly this when closed and empty.
    private const int Closed = int.MinValue;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>How many are inside.</summary>
    public int Count => Volatile.Read(ref _count) & int.MaxValue;

    /// <summary>Completes when it is closed and empty.</summary>
    public Task Drained => _drained.Task;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) > 0)
            return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == Closed)
            _drained.TrySetResult();
    }

    public void Close()
    {
        if (Interlocked.Or(ref _count, Closed) is 0 or Closed)
            _drained.TrySetResult();
    }
}
