namespace Switchyard;

/// <summary>
/// How many calls a candidate takes at once. A fresh one starts slowly and doubles with each window of successes; from the first time that it
/// says that it is too much it is a third less each time, and one more for each window of successes. Lock-free.
/// </summary>
internal sealed class ConcurrencyLimit(int most)
{
    public const int Unlimited = 4096;
    private const int First = 64;
    private const int Least = 1;

    // In 1/1024 of a call, so that a window of successes adds up to one.
    private const int Scale = 1024;

    private int _scaledLimit = Math.Min(most, First) * Scale;
    private long _backedOffAt;
    private int _inFlight;

    public int Limit => Volatile.Read(ref _scaledLimit) / Scale;

    public int InFlight => Volatile.Read(ref _inFlight);

    public bool IsFull => InFlight >= Limit;

    public void Enter() => Interlocked.Increment(ref _inFlight);

    /// <summary>Enters unless it is full.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= Limit)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>A call was answered, and has left.</summary>
    public void Succeed()
    {
        // A limit that nobody is near was not tried, so the success says nothing about a higher one.
        var seen = Volatile.Read(ref _scaledLimit);
        if (seen >= most * Scale || (InFlight + 1) * 2 < seen / Scale)
            return;

        var step = Volatile.Read(ref _backedOffAt) == 0 ? Scale : Math.Max(1, Scale * Scale / seen);
        Interlocked.CompareExchange(ref _scaledLimit, Math.Min(most * Scale, seen + step), seen);
    }

    /// <summary>
    /// The provider said that it is too much. What was in flight, this call included, is the measure, not a limit that was never reached.
    /// </summary>
    /// <param name="started">When the call started. Those that were under way before the last step down say the same thing once more.</param>
    /// <param name="now">The timestamp.</param>
    public void BackOff(long started, long now)
    {
        var last = Volatile.Read(ref _backedOffAt);
        if ((last != 0 && started < last) || Interlocked.CompareExchange(ref _backedOffAt, now, last) != last)
            return;

        var seen = Volatile.Read(ref _scaledLimit);
        var lower = Math.Max(Least * Scale, (int)(Math.Min(seen, (long)InFlight * Scale) * 2 / 3));
        if (lower < seen)
            Interlocked.CompareExchange(ref _scaledLimit, lower, seen);
    }

    /// <summary>Forgets what was learned.</summary>
    public void Reset()
    {
        Volatile.Write(ref _backedOffAt, 0);
        Volatile.Write(ref _scaledLimit, Math.Min(most, First) * Scale);
    }
}
