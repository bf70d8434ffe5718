namespace Switchyard;

/// <summary>What is counted in a prompt. Each is a plain count; <see cref="FeatureVector"/> turns counts into model inputs.</summary>
internal enum Signal
{
    // Size. Characters are code points without white space, so that reflowing a text changes nothing.
    Characters, Words, Letters, LongWords, DistinctWords, Sentences, Questions, Lines, Commas,

    // The part before the first answer choice or list item: what is actually asked.
    StemCharacters, StemWords, StemNumbers, StemSentences,

    // Numbers and mathematics.
    Numbers, Decimals, BigNumbers, DistinctNumbers, Percents, Currencies, Slashes, EqualSigns, MathMarks, Operators,

    // Form.
    Choices, ChoicesWithNumbers, ListItems, CodeFences, TableBars, Brackets, Parentheses, Quotes, Colons, Blanks,
    Uppercase, NonAscii, JsonKeys, EndsWithQuestion, Indents,

    // Words, by what they ask for or talk about (see Lexicon).
    Negation, Condition, Distribution, Comparison, Multiple, Total, Order, Asking, Explaining, Superlative, Truth, Person, Time, Money,
    Rate, Proof, Computation, Mathematics, Physics, Biology, Legal, Medical, Financial, History, CodeWord, CodeLanguage, Creation,
    Transformation, OutputForm, Constraint, FirstPerson, English, OtherLanguage, Turn, Attachment, Moral, Logic, Quantity, Pronoun,

    /// <summary>Greetings and thanks: counted, and kept away from everything else.</summary>
    Courtesy,

    /// <summary>Not a signal: how many there are.</summary>
    Count,
}
