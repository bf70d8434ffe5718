namespace Switchyard.Sdk;

/// <summary>Makes the short texts about failures.</summary>
internal static class Details
{
    private const int MaxCharacters = 400;

    /// <summary>A text without the key, which some providers echo, and of bounded length.</summary>
    public static string? Shorten(string? text, ProviderKey? key)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (key is { IsEmpty: false })
            text = text.Replace(key.Reveal(), "***", StringComparison.Ordinal);
        return text.Length <= MaxCharacters ? text : string.Concat(text.AsSpan(0, MaxCharacters), "…");
    }
}
