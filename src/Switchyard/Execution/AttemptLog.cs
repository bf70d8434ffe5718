namespace Switchyard;

/// <summary>The attempts of one call, and what they cost. Pooled with its call.</summary>
internal sealed class AttemptLog
{
    private Attempt[] _attempts = new Attempt[8];
    private (long? Cost, long Worst)[] _costs = new (long?, long)[8];

    public int Count { get; private set; }

    public ref readonly Attempt Last => ref _attempts[Count - 1];

    /// <summary>What the attempts so far cost, in nano-dollars; <see langword="null"/> once one has an unknown cost.</summary>
    public long? CostNanoUsd
    {
        get
        {
            long? sum = 0;
            foreach (var (cost, _) in _costs.AsSpan(0, Count))
                sum += cost;
            return sum;
        }
    }

    /// <summary>What the attempts so far cost at most, in nano-dollars.</summary>
    public long AtMostNanoUsd
    {
        get
        {
            var sum = 0L;
            foreach (var (_, worst) in _costs.AsSpan(0, Count))
                sum += worst;
            return sum;
        }
    }

    public void Clear()
    {
        Array.Clear(_attempts, 0, Count);
        Count = 0;
    }

    /// <returns>Its place, for when more is known of it.</returns>
    public int Add(in BookedAttempt booked)
    {
        if (Count == _attempts.Length)
        {
            Array.Resize(ref _attempts, Count * 2);
            Array.Resize(ref _costs, Count * 2);
        }

        Set(Count, booked);
        return Count++;
    }

    public void Set(int place, in BookedAttempt booked)
    {
        _attempts[place] = booked.Attempt;
        _costs[place] = (booked.CostNanoUsd, booked.WorstNanoUsd);
    }

    public ReadOnlySpan<Attempt> Span => _attempts.AsSpan(0, Count);

    public Attempt[] ToArray() => _attempts[..Count];
}
