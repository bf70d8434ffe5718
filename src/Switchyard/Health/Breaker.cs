namespace Switchyard;

/// <summary>
/// Opens when half of the last few calls failed, lets one probe through after a while, and closes on success. Lock-free: every call on every
/// thread writes it.
/// </summary>
internal sealed class Breaker(long windowTicks, long openTicks)
{
    private const int Calls = 10;
    private const int LeastCalls = 5;

    // The last results: the timestamp doubled, plus one for a failure; 0 for none.
    private readonly long[] _results = new long[Calls];
    private int _next;
    private long _openUntil;
    private int _isProbing;

    /// <summary>The timestamp from which a probe is let through; 0 when it is closed.</summary>
    public long OpenUntil => Volatile.Read(ref _openUntil);

    public bool IsClosed => OpenUntil == 0;

    /// <summary>Whether a call may go through now. While it is half-open, only one may.</summary>
    public bool IsReady(long now) => OpenUntil is var until && (until == 0 || (now >= until && Volatile.Read(ref _isProbing) == 0));

    /// <summary>Lets a call through.</summary>
    /// <param name="now">The timestamp.</param>
    /// <param name="isProbe">Whether it is the half-open probe, to be given to the method that ends the call.</param>
    /// <returns>False if it is open, or another call is the probe.</returns>
    public bool TryEnter(long now, out bool isProbe)
    {
        isProbe = false;
        if (OpenUntil is var until && until == 0)
            return true;
        isProbe = now >= until && Interlocked.CompareExchange(ref _isProbing, 1, 0) == 0;
        return isProbe;
    }

    /// <summary>A call ended without a word about health, such as a cancelled one.</summary>
    public void Leave(bool isProbe)
    {
        // Only the probe gives its place free: others may end at any time, such as calls from before the breaker opened.
        if (isProbe)
            Volatile.Write(ref _isProbing, 0);
    }

    public void Succeed(long now, bool isProbe)
    {
        if (!IsClosed)
            Reset();
        Record(now, failed: false);
        Leave(isProbe);
    }

    public void Fail(long now, bool isProbe)
    {
        Record(now, failed: true);
        if (!IsClosed || HasFailedTooOften(now))
            Volatile.Write(ref _openUntil, now + openTicks);
        Leave(isProbe);
    }

    public void Reset()
    {
        for (var index = 0; index < Calls; index++)
            Volatile.Write(ref _results[index], 0);
        Volatile.Write(ref _openUntil, 0);
    }

    private void Record(long now, bool failed)
    {
        var index = (uint)Interlocked.Increment(ref _next) % Calls;
        Volatile.Write(ref _results[index], (now << 1) | (failed ? 1L : 0L));
    }

    private bool HasFailedTooOften(long now)
    {
        var (count, failures) = (0, 0);
        for (var index = 0; index < Calls; index++)
        {
            // Results from before the window say nothing about now.
            var result = Volatile.Read(ref _results[index]);
            if (result == 0 || now - (result >> 1) > windowTicks)
                continue;
            count++;
            failures += (int)(result & 1);
        }

        return count >= LeastCalls && failures * 2 >= count;
    }
}
