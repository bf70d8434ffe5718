namespace Switchyard;

/// <summary>Finds a character's script.</summary>
internal static class TextScripts
{
    /// <summary>The script of a character beyond ASCII and Latin Extended-A.</summary>
    public static TextScript Of(int codePoint) => codePoint switch
    {
        // The most frequent first: the branch predictor learns them.
        >= 0x4E00 and < 0xA000 => TextHan.IsTraditional(codePoint) ? TextScript.HanTraditional : TextScript.Han,
        >= 0x410 and < 0x450 => TextScript.Cyrillic,

        < 0xC0 => TextScript.Punctuation,
        < 0x370 => TextScript.OtherTwoBytes,
        < 0x400 => TextScript.Greek,
        0x401 or 0x451 => TextScript.Cyrillic,
        < 0x410 => TextScript.CyrillicOther,
        < 0x530 => TextScript.CyrillicOther,
        < 0x590 => TextScript.OtherTwoBytes,
        < 0x600 => TextScript.Hebrew,
        < 0x780 => TextScript.Arabic,
        < 0x800 => TextScript.OtherTwoBytes,
        < 0x900 => TextScript.OtherThreeBytes,
        < 0x980 => TextScript.Devanagari,
        < 0xA00 => TextScript.Bengali,
        < 0xA80 => TextScript.Gurmukhi,
        < 0xB00 => TextScript.Gujarati,
        < 0xC00 => TextScript.Tamil,
        < 0xE00 => TextScript.SouthIndic,
        < 0xE80 => TextScript.Thai,
        < 0x1E00 => TextScript.OtherThreeBytes,
        < 0x1F00 => TextScript.LatinAdditional,
        < 0x2000 => TextScript.Greek,
        0x200D or 0x20E3 => TextScript.EmojiPart,
        < 0x2070 => TextScript.Punctuation,
        < 0x2E80 => TextScript.Symbol,
        < 0x3041 => TextScript.Wide,
        < 0x3100 => TextScript.Kana,
        < 0x3400 => TextScript.Wide,
        < 0x4E00 => TextScript.Han,
        < 0xAC00 => TextScript.OtherThreeBytes,
        < 0xD7B0 => TextScript.Hangul,
        < 0xF900 => TextScript.OtherThreeBytes,
        < 0xFB00 => TextScript.Han,
        < 0xFE00 => TextScript.Arabic,
        < 0xFE10 => TextScript.EmojiPart,
        < 0xFE70 => TextScript.Wide,
        < 0xFF00 => TextScript.Arabic,
        < 0x10000 => TextScript.Wide,
        >= 0x1F3FB and <= 0x1F3FF => TextScript.EmojiPart,
        >= 0x1F000 and < 0x20000 => TextScript.Emoji,
        _ => TextScript.OtherFourBytes,
    };

    /// <summary>Scripts that mix within a word count as one when runs are told apart.</summary>
    public static TextScript Group(TextScript script) => script switch
    {
        TextScript.CyrillicOther => TextScript.Cyrillic,
        TextScript.HanTraditional => TextScript.Han,
        _ => script,
    };
}
