namespace Switchyard;

/// <summary>Texts of rules, of which one that ends in <c>*</c> stands for all that begin so.</summary>
internal static class RuleText
{
    private const char Rest = '*';

    public static bool Matches(string pattern, ReadOnlySpan<char> text) => IsOpen(pattern)
        ? text.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : text.SequenceEqual(pattern.AsSpan());

    /// <summary>Whether a pattern stands for all that another stands for.</summary>
    public static bool Covers(string pattern, string other) => IsOpen(pattern)
        ? other.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
        : pattern == other;

    private static bool IsOpen(string pattern) => pattern.Length > 0 && pattern[pattern.Length - 1] == Rest;
}
