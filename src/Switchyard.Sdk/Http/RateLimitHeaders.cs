using System.Globalization;
using System.Net.Http.Headers;

namespace Switchyard.Sdk;

/// <summary>Reads rate-limit headers.</summary>
public static class RateLimitHeaders
{
    /// <summary>Reads what the headers say; what they do not say stays <see langword="null"/>.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="names">What the vendor calls them.</param>
    /// <param name="now">The time, to count from when a reset is a time of day.</param>
    /// <returns>What they say.</returns>
    public static RateLimitState Read(HttpResponseHeaders headers, RateLimitHeaderNames names, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(names);
        return new()
        {
            RemainingRequests = Count(Find(headers, names.RemainingRequests)),
            RemainingTokens = Count(Find(headers, names.RemainingTokens)),
            RequestsReset = Reset(Find(headers, names.RequestsReset), now),
            TokensReset = Reset(Find(headers, names.TokensReset), now),
        };
    }

    private static string? Find(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static int? Count(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static TimeSpan? Reset(string? value, DateTimeOffset now)
    {
        if (value is null)
            return null;
        if (Durations.Parse(value) is { } duration)
            return duration;
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return null;
        return time > now ? time - now : TimeSpan.Zero;
    }
}
