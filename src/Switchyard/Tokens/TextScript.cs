namespace Switchyard;

/// <summary>Groups of characters beyond ASCII that tokenizers treat alike.</summary>
internal enum TextScript
{
    /// <summary>Latin-1 signs, typographic punctuation.</summary>
    Punctuation,

    /// <summary>Arrows, box drawing, dingbats and other signs of three bytes.</summary>
    Symbol,

    /// <summary>Latin letters of three bytes, such as those of Vietnamese.</summary>
    LatinAdditional,

    Greek,
    Cyrillic,

    /// <summary>Cyrillic letters that Russian does not have.</summary>
    CyrillicOther,

    Hebrew,
    Arabic,

    /// <summary>Combining marks and letters of two bytes that no other group holds.</summary>
    OtherTwoBytes,

    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,

    /// <summary>Oriya and Tamil.</summary>
    Tamil,

    /// <summary>Telugu, Kannada, Malayalam, Sinhala.</summary>
    SouthIndic,

    Thai,

    /// <summary>Scripts of three bytes that no other group holds.</summary>
    OtherThreeBytes,

    Han,

    /// <summary>The part of <see cref="Han"/> that only traditional Chinese and Japanese write so.</summary>
    HanTraditional,

    Kana,

    /// <summary>Ideographic punctuation and full-width forms.</summary>
    Wide,

    Hangul,

    /// <summary>Joiners, variation selectors and skin tones, which belong to the emoji before them.</summary>
    EmojiPart,

    Emoji,

    /// <summary>Everything else of four bytes.</summary>
    OtherFourBytes,

    Count,
}
