namespace Switchyard;

/// <summary>What each feature of a text weighs in tokens.</summary>
/// <remarks>
/// Fitted in November 2026 by least squares on the relative error against the o200k_base vocabulary (Microsoft.ML.Tokenizers 2.0.1), over
/// 1,150 texts of about 2,500 characters: software manuals in 40 languages, source code of seven kinds, JSON, logs, tables, Markdown, encoded
/// bytes and emoji. Manuals have a plainer vocabulary than other prose, so scripts other than Latin and Cyrillic were raised by 6 %. Some
/// weights are negative because features overlap: a long word is also a word. The texts in the tests are others.
/// </remarks>
internal static class TokenWeights
{
    // Weights are whole numbers of this part of a token.
    private const int Scale = 1024;

    /// <summary>In the order of <see cref="TextFeature"/>, then two for each <see cref="TextScript"/>.</summary>
    private static readonly short[] s_weights =
    [
        // words and their lengths
        700, -30, -164, 133, 123, -143, -86, 369, -11,
        // capitals and accents
        -30, 384, 123, 1331, 1027,
        // letters
        178, -117, 123, 151, 390, -719, 306, 873, -1024, 1130, -18,
        // numbers
        1240, 140, 104, 772,
        // marks and breaks
        448, 110, 678, -480, 398, 686, -685,
        // spaces
        1138, -172, 181, -550,
        // scripts: a character, a run of them
        385, 282, // Punctuation
        1013, 704, // Symbol
        -512, -512, // LatinAdditional
        264, 1229, // Greek
        154, 1165, // Cyrillic
        1024, 1229, // CyrillicOther
        470, 166, // Hebrew
        154, 1229, // Arabic
        480, 240, // OtherTwoBytes
        550, -307, // Devanagari
        436, 443, // Bengali
        626, 310, // Gurmukhi
        469, 119, // Gujarati
        299, 668, // Tamil
        470, 252, // SouthIndic
        409, 307, // Thai
        2397, 572, // OtherThreeBytes
        620, 614, // Han
        1744, 307, // HanTraditional
        409, 807, // Kana
        1229, 512, // Wide
        1008, -307, // Hangul
        714, 136, // EmojiPart
        1948, 433, // Emoji
        2560, 307, // OtherFourBytes
    ];

    /// <summary>The tokens that the features stand for: 0 only if there are none, otherwise at least 1.</summary>
    public static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0L;
        var any = 0;
        for (var index = 0; index < counts.Length; index++)
        {
            sum += (long)counts[index] * s_weights[index];
            any |= counts[index];
        }

        return any == 0 ? 0 : (int)Math.Clamp((sum + (Scale / 2)) / Scale, 1, int.MaxValue);
    }
}
