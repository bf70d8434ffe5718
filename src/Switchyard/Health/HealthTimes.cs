namespace Switchyard;

/// <summary>How long what is left alone.</summary>
internal static class HealthTimes
{
    /// <summary>Results older than this say nothing about now.</summary>
    public static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(60);

    /// <summary>How long an open breaker waits before it lets a probe through.</summary>
    public static readonly TimeSpan BreakerOpen = TimeSpan.FromSeconds(15);

    /// <summary>After this time without a new measurement a latency counts half in the order of a route.</summary>
    public static readonly TimeSpan LatencyHalfLife = TimeSpan.FromSeconds(15);

    /// <summary>An overloaded candidate that names no time.</summary>
    public static readonly TimeSpan Brief = TimeSpan.FromSeconds(2);

    /// <summary>A rate-limited key whose provider names no time.</summary>
    public static readonly TimeSpan RateLimited = TimeSpan.FromSeconds(5);

    /// <summary>What does not pass by itself: an exhausted quota, a retired model.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    // Whoever asks for more is asked again after this: providers have been seen to name days.
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromHours(1);

    public static Breaker NewBreaker(TimeProvider time) =>
        new((long)(BreakerWindow.TotalSeconds * time.TimestampFrequency), (long)(BreakerOpen.TotalSeconds * time.TimestampFrequency));

    public static TimeSpan Wait(TimeSpan? asked, TimeSpan usual) =>
        asked is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, s_longestRetryAfter.Ticks)) : usual;
}
