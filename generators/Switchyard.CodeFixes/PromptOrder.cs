using System.Text.RegularExpressions;

namespace Switchyard.CodeFixes;

/// <summary>Orders the text of a message as it stands in the source: escapes are left as they are.</summary>
internal static class PromptOrder
{
    private static readonly Regex s_placeholder = new(@"(?<!\{)(?:\{\{)*\{[^{}]", RegexOptions.CultureInvariant);

    // From the largest parts that can be told apart to the smallest; what separates them is kept.
    private static readonly (Regex Split, bool KeepsIndent)[] s_separators =
    [
        (new(@"(?:\r?\n[ \t]*){2,}(?=\S)|(?:\\n){2,}", RegexOptions.CultureInvariant), true),
        (new(@"\r?\n|\\n", RegexOptions.CultureInvariant), true),
        (new(@"(?<=[.!?]) +", RegexOptions.CultureInvariant), false),
    ];

    /// <summary>The message with its constant parts first; <see langword="null"/> if it has only one part, or none that could move.</summary>
    public static string? ConstantFirst(string text)
    {
        foreach (var (split, keepsIndent) in s_separators)
        {
            // What separates sentences separates nothing in a text of several lines.
            if (!keepsIndent && text.Contains('\n'))
                return null;
            if (split.Match(text) is not { Success: true } separator)
                continue;

            var end = text.Length - text.TrimEnd(' ').Length;
            var parts = split.Split(text.Substring(0, text.Length - end));
            var ordered = parts.Where(part => !s_placeholder.IsMatch(part)).Concat(parts.Where(part => s_placeholder.IsMatch(part))).ToList();
            if (!ordered.SequenceEqual(parts))
                return string.Join(separator.Value, ordered) + text.Substring(text.Length - end);
        }

        return null;
    }
}
