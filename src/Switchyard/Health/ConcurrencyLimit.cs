namespace Switchyard;

/// <summary>
/// How many calls a candidate takes at once: one more for each window of successes, a third less when it says that it is too much. Lock-free.
/// </summary>
internal sealed class ConcurrencyLimit(int most)
{
    public const int Unlimited = 4096;
    private const int Least = 1;

    // In 1/1024 of a call, so that a window of successes adds up to one.
    private const int Scale = 1024;

    private int _scaledLimit = most * Scale;
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

    public void Succeed()
    {
        var seen = Volatile.Read(ref _scaledLimit);
        if (seen < most * Scale)
            Interlocked.CompareExchange(ref _scaledLimit, Math.Min(most * Scale, seen + Math.Max(1, Scale * Scale / seen)), seen);
    }

    /// <summary>
    /// The provider said that it is too much. What was in flight, this call included, is the measure, not a limit that was never reached.
    /// </summary>
    public void BackOff()
    {
        var seen = Volatile.Read(ref _scaledLimit);
        var lower = Math.Max(Least * Scale, (int)(Math.Min(seen, (long)InFlight * Scale) * 2 / 3));
        if (lower < seen)
            Interlocked.CompareExchange(ref _scaledLimit, lower, seen);
    }

    /// <summary>Forgets what was learned.</summary>
    public void Reset() => Volatile.Write(ref _scaledLimit, most * Scale);
}
