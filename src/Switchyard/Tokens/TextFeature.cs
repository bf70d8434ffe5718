namespace Switchyard;

/// <summary>What <see cref="TextFeatures"/> counts. The order is that of <see cref="TokenWeights"/>.</summary>
internal enum TextFeature
{
    // Words and the bytes in them, from the fourth, sixth … byte of a word on: so a weight per word length, piece by piece linear.
    Words,
    WordBytes,
    WordBytesFrom4,
    WordBytesFrom6,
    WordBytesFrom8,
    WordBytesFrom12,
    WordBytesFrom16,
    WordsAfterSpace,
    WordsAfterDigit,

    // Where tokenizers cut inside words.
    Capitalised,
    CapitalsInside,
    CapitalRuns,
    WordsAfterCapitals,
    Accented,

    // What tells English from other languages, and words from random letters.
    Vowels,
    VowelPairs,
    Consonants2,
    Consonants3,
    Consonants4,
    English,
    LettersT,
    RareLetters,
    RareEndings,
    EndingsI,
    Extended,

    Numbers,
    Digits,
    DigitsFrom4,
    NumbersAfterSpace,

    Marks,
    MarkRuns,
    MarksAfterSpace,
    RepeatedMarks,
    Breaks,
    BreakRuns,
    BreaksAfterMark,

    SpaceRuns,
    Spaces,
    SpacesFrom2,
    SpacesAfterBreak,

    // From here on two for each script: its characters, and the runs of them.
    Scripts,
}
