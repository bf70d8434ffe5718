namespace Switchyard.Storage;

/// <summary>Times as the files hold them: microseconds since 1970, UTC.</summary>
internal static class UnixTime
{
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static TimeSpan ToSpan(long microseconds) => TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whole days since 1970, UTC.</summary>
    public static long DayOf(long microseconds) => (long)Math.Floor((double)microseconds / TimeSpan.MicrosecondsPerDay);
}
