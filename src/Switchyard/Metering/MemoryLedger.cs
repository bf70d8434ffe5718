namespace Switchyard;

/// <summary>A ledger in memory: the last calls, for tests and small tools. Safe for use from many threads.</summary>
/// <param name="capacity">How many calls it keeps; older ones are dropped. At least 1.</param>
public sealed class MemoryLedger(int capacity = 10_000) : ILedger
{
    private readonly Lock _writing = new();
    private readonly Queue<LedgerEntry> _entries = new();
    private readonly int _capacity = capacity >= 1 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "At least 1.");

    /// <summary>The calls, oldest first.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_writing)
            return [.. _entries];
    }

    /// <inheritdoc/>
    public void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        var entry = new LedgerEntry(call, attempts.ToArray());
        lock (_writing)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > _capacity)
                _entries.Dequeue();
        }
    }
}
