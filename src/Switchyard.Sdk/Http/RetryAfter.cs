using System.Globalization;
using System.Net.Http.Headers;

namespace Switchyard.Sdk;

/// <summary>Reads how long a provider asks to be left alone.</summary>
public static class RetryAfter
{
    /// <summary>Reads <c>retry-after-ms</c>, <c>x-ms-retry-after-ms</c> or <c>Retry-After</c>; the one in milliseconds goes first.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="now">The time, to count from when the header is a date.</param>
    /// <returns>The time, never negative; <see langword="null"/> if the headers do not say.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return Milliseconds(headers, "retry-after-ms")
            ?? Milliseconds(headers, "x-ms-retry-after-ms")
            ?? (headers.NonValidated.TryGetValues("Retry-After", out var values) ? Parse(values.ToString(), now) : null);
    }

    /// <summary>Reads the value of a <c>Retry-After</c> header: seconds, or an HTTP date.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="now">The time, to count from when the value is a date.</param>
    /// <returns>The time, never negative; <see langword="null"/> if the value is neither.</returns>
    public static TimeSpan? Parse(string value, DateTimeOffset now)
    {
        if (Durations.TryParseNumber(value, out var seconds))
            return Durations.FromSeconds(seconds);
        if (!DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        return date > now ? date - now : TimeSpan.Zero;
    }

    private static TimeSpan? Milliseconds(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
            && Durations.TryParseNumber(values.ToString(), out var milliseconds)
            ? Durations.FromSeconds(milliseconds / 1000)
            : null;
}
