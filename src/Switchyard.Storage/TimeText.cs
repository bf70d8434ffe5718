using System.Globalization;

namespace Switchyard.Storage;

/// <summary>Times and spans as an operator writes them. What cannot be read is a <see cref="StorageException"/> that names where it stands.</summary>
internal static class TimeText
{
    private static readonly string[] s_forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK"];

    /// <summary>A time in the past: a date, a date with a time (UTC unless it says otherwise), or how long ago.</summary>
    public static DateTimeOffset? Past(string? text, string option) => Parse(text, option, static (now, span) => now - span);

    /// <summary>A time to come: a date, a date with a time, or in how long.</summary>
    public static DateTimeOffset? Future(string? text, string option) => Parse(text, option, static (now, span) => now + span);

    /// <summary>A number and <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    public static TimeSpan Span(string text, string option) =>
        TrySpan(text, out var span) ? span : throw new StorageException($"{option} takes a number of minutes, hours or days, such as 30m, 24h or 7d, not \"{text}\".");

    private static DateTimeOffset? Parse(string? text, string option, Func<DateTimeOffset, TimeSpan, DateTimeOffset> from)
    {
        if (text is null)
            return null;
        if (TrySpan(text, out var span))
            return from(DateTimeOffset.UtcNow, span);
        return DateTimeOffset.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new StorageException($"{option} takes a day (2026-11-23), a time (2026-11-23T10:00, UTC) or a span (30m, 24h, 7d), not \"{text}\".");
    }

    private static bool TrySpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000)
            return false;

        span = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.MinValue,
        };
        return span >= TimeSpan.Zero;
    }
}
