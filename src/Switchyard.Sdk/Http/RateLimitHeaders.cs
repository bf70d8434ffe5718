using System.Globalization;
using System.Net.Http.Headers;

namespace Switchyard.Sdk;

/// <summary>Reads the <c>x-ratelimit-*</c> headers of the OpenAI wire.</summary>
public static class RateLimitHeaders
{
    private const string Prefix = "x-ratelimit-";

    /// <summary>Reads what the headers say; what they do not say stays <see langword="null"/>.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <returns>What they say.</returns>
    public static RateLimitState Read(HttpResponseHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var state = new RateLimitState();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;

            var value = values.ToString();
            state = name.AsSpan(Prefix.Length) switch
            {
                var rest when Is(rest, "remaining-requests") => state with { RemainingRequests = Count(value) },
                var rest when Is(rest, "remaining-tokens") => state with { RemainingTokens = Count(value) },
                var rest when Is(rest, "reset-requests") => state with { RequestsReset = Durations.Parse(value) },
                var rest when Is(rest, "reset-tokens") => state with { TokensReset = Durations.Parse(value) },
                _ => state,
            };
        }

        return state;
    }

    private static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static int? Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
