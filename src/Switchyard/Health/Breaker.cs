using System.Numerics;

namespace Switchyard;

/// <summary>
/// Opens when half of the last few calls failed, lets one probe through after a while, and closes on success. Lock-free: the window is one
/// packed number, because every call on every thread writes it.
/// </summary>
internal sealed class Breaker(long windowTicks, long openTicks)
{
    private const int Calls = 10;
    private const int LeastCalls = 5;
    private const long ResultMask = (1 << Calls) - 1;

    // Bits 0–9: the last results, 1 a failure. Bits 10–13: how many there are.
    private long _window;
    private long _lastResult;
    private long _openUntil;
    private int _probing;

    /// <summary>The timestamp from which a probe is let through; 0 when it is closed.</summary>
    public long OpenUntil => Volatile.Read(ref _openUntil);

    public bool IsClosed => OpenUntil == 0;

    /// <summary>Whether a call may go through now. While it is half-open, only one may.</summary>
    public bool IsReady(long now) => OpenUntil is var until && (until == 0 || (now >= until && Volatile.Read(ref _probing) == 0));

    /// <summary>Marks the start of a call; the half-open probe is this one.</summary>
    public void Enter(long now)
    {
        if (OpenUntil is var until && until != 0 && now >= until)
            Volatile.Write(ref _probing, 1);
    }

    /// <summary>A call ended without a word about health, such as a cancelled one.</summary>
    public void Leave() => Volatile.Write(ref _probing, 0);

    public void Succeed(long now)
    {
        if (!IsClosed)
            Reset();
        Record(now, failed: false);
        Leave();
    }

    public void Fail(long now)
    {
        var (failures, count) = Record(now, failed: true);
        if (!IsClosed || (count >= LeastCalls && failures * 2 >= count))
            Volatile.Write(ref _openUntil, now + openTicks);
        Leave();
    }

    public void Reset()
    {
        Volatile.Write(ref _window, 0);
        Volatile.Write(ref _openUntil, 0);
    }

    private (int Failures, int Count) Record(long now, bool failed)
    {
        // Results from before the window say nothing about now.
        if (now - Interlocked.Exchange(ref _lastResult, now) > windowTicks)
            Volatile.Write(ref _window, 0);

        while (true)
        {
            var seen = Volatile.Read(ref _window);
            var results = ((seen << 1) | (failed ? 1L : 0L)) & ResultMask;
            var count = Math.Min((int)(seen >> Calls) + 1, Calls);
            if (Interlocked.CompareExchange(ref _window, ((long)count << Calls) | results, seen) == seen)
                return (BitOperations.PopCount((ulong)results), count);
        }
    }
}
