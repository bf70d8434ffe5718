namespace Switchyard;

/// <summary>How long something takes at a candidate, with the 95th percentile at hand. Lock-free.</summary>
/// <param name="windowTicks">For how long a measurement says something about now, in ticks of the timestamp.</param>
internal sealed class LatencyMeasure(long windowTicks)
{
    // The percentile is as old as so many measurements: a plan asks for it far more often than that.
    private const int RenewedEvery = 8;

    private readonly LatencyHistogram _latencies = new();
    private long _count;
    private long _p95Ticks;
    private long _measuredAt;

    public void Record(TimeSpan latency, long now)
    {
        _latencies.Record(latency);
        Volatile.Write(ref _measuredAt, now);
        if (Interlocked.Increment(ref _count) % RenewedEvery == 0)
            Volatile.Write(ref _p95Ticks, _latencies.Percentile(0.95)?.Ticks ?? 0);
    }

    /// <summary>
    /// The 95th percentile in <see cref="TimeSpan"/> ticks; 0 before there were enough measurements, and when there was none for a while.
    /// </summary>
    public long P95Ticks(long now) => now - Volatile.Read(ref _measuredAt) > windowTicks ? 0 : Volatile.Read(ref _p95Ticks);

    public TimeSpan? Percentile(double fraction) => _latencies.Percentile(fraction);
}
