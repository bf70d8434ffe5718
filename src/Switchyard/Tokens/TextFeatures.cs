using System.Numerics;
using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>
/// Counts what the number of tokens depends on: words by their length, capitals inside words, digits, marks, white space, and characters
/// by script. Bit arithmetic over 64 bytes at a time; each mask is carried over to the next 64, so blocks leave no seams.
/// </summary>
internal ref struct TextFeatures(Span<int> counts)
{
    private readonly Span<int> _counts = counts;
    private TextMasks _previous;
    private ulong _word, _word2, _word4, _word8, _consonant, _consonant2, _digit2, _space2, _accentedWide;

    /// <summary>Adds 64 bytes. Bytes that are padding are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in TextMasks text)
    {
        ref readonly var previous = ref _previous;
        var accented = text.Accented | After(text.Accented, previous.Accented);
        var word = text.Letter | accented;
        AddWords(text, word);
        AddDigits(text);
        AddMarks(text);
        Count(TextFeature.Accented, text.Accented);
        _word = word;
        _accentedWide = accented;
        _previous = text;
    }

    private void AddWords(in TextMasks text, ulong word)
    {
        var starts = word & ~After(word, _word);
        var word2 = word & After(word, _word);
        var word4 = word2 & After(word2, _word2, 2);
        var word6 = word4 & After(word4, _word4, 2);
        var word8 = word4 & After(word4, _word4, 4);
        var word12 = word8 & After(word8, _word8, 4);
        var word16 = word8 & After(word8, _word8, 8);
        Count(TextFeature.Words, starts);
        Count(TextFeature.WordBytes, word);
        Count(TextFeature.WordBytesFrom4, word4);
        Count(TextFeature.WordBytesFrom6, word6);
        Count(TextFeature.WordBytesFrom8, word8);
        Count(TextFeature.WordBytesFrom12, word12);
        Count(TextFeature.WordBytesFrom16, word16);
        Count(TextFeature.WordsAfterSpace, starts & After(text.Space, _previous.Space));
        Count(TextFeature.WordsAfterDigit, starts & After(text.Digit, _previous.Digit));

        var lower = text.Letter & ~text.Upper;
        var afterUpper = After(text.Upper, _previous.Upper);
        Count(TextFeature.Capitalised, starts & text.Upper);
        Count(TextFeature.CapitalsInside, text.Upper & After(lower, _previous.Letter & ~_previous.Upper));
        Count(TextFeature.CapitalRuns, text.Upper & afterUpper);
        Count(TextFeature.WordsAfterCapitals, lower & afterUpper & After(text.Upper, _previous.Upper, 2));

        var consonant = text.Letter & ~text.Vowel;
        var consonant2 = consonant & After(consonant, _consonant);
        Count(TextFeature.Vowels, text.Vowel);
        Count(TextFeature.VowelPairs, text.Vowel & After(text.Vowel, _previous.Vowel));
        Count(TextFeature.Consonants2, consonant2);
        Count(TextFeature.Consonants3, consonant2 & After(consonant, _consonant, 2));
        Count(TextFeature.Consonants4, consonant2 & After(consonant2, _consonant2, 2));
        Count(TextFeature.English, text.LetterH & After(text.LetterT, _previous.LetterT));
        Count(TextFeature.LettersT, text.LetterT);
        Count(TextFeature.RareLetters, text.RareLetter);
        Count(TextFeature.RareEndings, ~word & After(text.RareLetter, _previous.RareLetter));
        Count(TextFeature.EndingsI, ~word & After(text.LetterI, _previous.LetterI));
        Count(TextFeature.Extended, text.Extended);
        (_word2, _word4, _word8, _consonant, _consonant2) = (word2, word4, word8, consonant, consonant2);
    }

    private void AddDigits(in TextMasks text)
    {
        var starts = text.Digit & ~After(text.Digit, _previous.Digit);
        var digit2 = text.Digit & After(text.Digit, _previous.Digit);
        var digit4 = digit2 & After(digit2, _digit2, 2);
        Count(TextFeature.Numbers, starts);
        Count(TextFeature.Digits, text.Digit);
        Count(TextFeature.DigitsFrom4, digit4);
        Count(TextFeature.NumbersAfterSpace, starts & After(text.Space, _previous.Space));
        _digit2 = digit2;
    }

    private void AddMarks(in TextMasks text)
    {
        var afterMark = After(text.Mark, _previous.Mark);
        Count(TextFeature.Marks, text.Mark);
        Count(TextFeature.MarkRuns, text.Mark & ~afterMark);
        Count(TextFeature.MarksAfterSpace, text.Mark & After(text.Space, _previous.Space));
        Count(TextFeature.RepeatedMarks, text.Repeated);
        var breaks = text.Break & ~After(text.Break, _previous.Break);
        Count(TextFeature.Breaks, text.Break);
        Count(TextFeature.BreakRuns, breaks);
        Count(TextFeature.BreaksAfterMark, breaks & afterMark);
        var space2 = text.Space & After(text.Space, _previous.Space);
        Count(TextFeature.SpaceRuns, space2 & ~After(space2, _space2));
        Count(TextFeature.Spaces, text.Space);
        Count(TextFeature.SpacesFrom2, space2);
        Count(TextFeature.SpacesAfterBreak, text.Space & After(text.Break, _previous.Break));
        _space2 = space2;
    }

    private readonly void Count(TextFeature feature, ulong mask) => _counts[(int)feature] += BitOperations.PopCount(mask);

    /// <summary>The bytes that stand <paramref name="distance"/> after one of the mask.</summary>
    private static ulong After(ulong mask, ulong previous, int distance = 1) => (mask << distance) | (previous >> (64 - distance));
}
