using System.Globalization;

namespace Switchyard.Sdk;

/// <summary>Reads the durations of rate-limit headers and error bodies: <c>12ms</c>, <c>1s</c>, <c>6m0s</c>, <c>1h30m</c>, <c>7.66s</c>.</summary>
public static class Durations
{
    // Nobody means more, and a TimeSpan that cannot overflow spares every later sum a check.
    private const double MaxSeconds = 365.0 * 24 * 3600;

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Numbers with their units (<c>d</c>, <c>h</c>, <c>m</c>, <c>s</c>, <c>ms</c>, <c>us</c>, <c>ns</c>), or a bare number of seconds.</param>
    /// <returns>The duration, at most a year; <see langword="null"/> if the text is none.</returns>
    public static TimeSpan? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
            return null;

        var seconds = 0.0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            var number = digits < 0 ? text : text[..digits];
            if (!TryParseNumber(number, out var value))
                return null;

            text = digits < 0 ? [] : text[digits..];
            var letters = text.IndexOfAny("0123456789.");
            var unit = letters < 0 ? text : text[..letters];
            if (Seconds(unit) is not { } scale)
                return null;

            seconds += value * scale;
            text = text[unit.Length..];
        }

        return FromSeconds(seconds);
    }

    /// <summary>Reads a number of some unit. The framework also takes words for numbers, such as NaN.</summary>
    internal static bool TryParseNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    internal static TimeSpan FromSeconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));

    private static double? Seconds(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "s" => 1,
        "ms" => 1e-3,
        "us" or "µs" => 1e-6,
        "ns" => 1e-9,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => null,
    };
}
