namespace Switchyard;

/// <summary>A ledger in memory: the last calls, for tests and small tools. Safe for use from many threads.</summary>
/// <param name="capacity">How many calls it keeps; older ones are dropped. At least 1.</param>
public sealed class MemoryLedger(int capacity = 10_000) : ILedger, IFeedbackLedger
{
    private readonly Lock _writing = new();
    private readonly LinkedList<LedgerEntry> _entries = new();
    private readonly Queue<Feedback> _feedback = new();
    private readonly int _capacity = capacity >= 1 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "At least 1.");

    /// <summary>The calls, oldest first.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_writing)
            return [.. _entries];
    }

    /// <summary>The feedback, oldest first; as many pieces as calls are kept.</summary>
    /// <returns>A copy.</returns>
    public IReadOnlyList<Feedback> SnapshotFeedback()
    {
        lock (_writing)
            return [.. _feedback];
    }

    /// <inheritdoc/>
    public void Record(in Feedback feedback)
    {
        lock (_writing)
        {
            _feedback.Enqueue(feedback);
            if (_feedback.Count > _capacity)
                _feedback.Dequeue();
        }
    }

    /// <inheritdoc/>
    public void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        var entry = new LedgerEntry(call, attempts.ToArray());
        lock (_writing)
        {
            _entries.AddLast(entry);
            if (_entries.Count > _capacity)
                _entries.RemoveFirst();
        }
    }

    /// <inheritdoc/>
    public void Correct(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        var entry = new LedgerEntry(call, attempts.ToArray());
        lock (_writing)
        {
            // From the newest: it was recorded a moment ago. One that was dropped meanwhile stays dropped.
            for (var node = _entries.Last; node is not null; node = node.Previous)
            {
                if (node.Value.Call.CallId != call.CallId)
                    continue;
                node.Value = entry;
                return;
            }
        }
    }
}
