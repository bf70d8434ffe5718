using System.Text;

namespace Switchyard.Simulator;

/// <summary>
/// The simulator's count of tokens. It is an approximation, not a tokenizer: one token for each CJK character and for each character beyond
/// the basic plane (emoji), and one for each begun group of four other characters. Real tokenizers differ, on code and rare
/// languages by half and more.
/// </summary>
public static class SimulatedTokens
{
    private const int CharactersPerToken = 4;

    /// <summary>Counts the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Zero for an empty text, otherwise above zero.</returns>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            text = text[NextLength(text)..];
            count++;
        }

        return count;
    }

    /// <summary>Splits a text into its tokens; together they are the text again. No token is half a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The tokens in order.</returns>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<string>((text.Length / CharactersPerToken) + 1);
        for (var start = 0; start < text.Length;)
        {
            var length = NextLength(text.AsSpan(start));
            tokens.Add(text.Substring(start, length));
            start += length;
        }

        return tokens;
    }

    private static int NextLength(ReadOnlySpan<char> text)
    {
        if (Rune.DecodeFromUtf16(text, out _, out var first) is System.Buffers.OperationStatus.Done && first == 2)
            return 2;
        if (IsWide(text[0]))
            return 1;

        var length = 1;
        while (length < CharactersPerToken && length < text.Length && !IsWide(text[length]) && !char.IsSurrogate(text[length]))
            length++;
        return length;
    }

    // Kana, CJK ideographs, Hangul syllables, CJK punctuation and full-width forms.
    private static bool IsWide(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF' or >= '\uF900' and <= '\uFAFF'
        or >= '\uFF00' and <= '\uFFEF';
}
