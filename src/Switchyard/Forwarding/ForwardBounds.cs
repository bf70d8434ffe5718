namespace Switchyard;

/// <summary>What a request itself allows a call to take, besides what the policy says: <c>auto?max_cost=0.002&amp;max_latency=800</c>.</summary>
/// <param name="CeilingNanoUsd">What the call may cost, in nano-dollars; <see cref="long.MaxValue"/> for no bound.</param>
/// <param name="LatencyTicks">The latency budget in <see cref="TimeSpan"/> ticks; <see cref="long.MaxValue"/> for none.</param>
internal readonly record struct ForwardBounds(long CeilingNanoUsd, long LatencyTicks)
{
    public static ForwardBounds None => new(long.MaxValue, long.MaxValue);
}
