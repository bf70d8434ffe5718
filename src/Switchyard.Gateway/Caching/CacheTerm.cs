using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>For how long an answer may be given again: what the request says in a header goes before what the rules say.</summary>
internal static class CacheTerm
{
    public const string Header = "x-switchyard-cache";

    private const string Off = "off";

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    /// <returns><see langword="null"/> if the answer is not to be cached.</returns>
    /// <exception cref="ApiException">The header is no time.</exception>
    public static TimeSpan? Of(IHeaderDictionary headers, Route route)
    {
        if (!headers.TryGetValue(Header, out var values) || values is not [{ } text])
            return route.Cache;
        if (text == Off)
            return null;

        return Parse(text) ?? throw new ApiException(ApiError.Invalid(
            null, $"The header {Header} says no time; write a number and s, m, h or d, up to 30d, such as \"1h\", or \"{Off}\".", "invalid_value"));
    }

    private static TimeSpan? Parse(string text)
    {
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        return seconds > 0
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && (long)number * seconds <= (long)s_longest.TotalSeconds
            ? TimeSpan.FromSeconds((long)number * seconds)
            : null;
    }
}
