using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators;

/// <summary>Makes names in C# out of ids and titles, which may hold anything.</summary>
internal static class MemberNames
{
    // What every class has by itself.
    private static readonly string[] s_inherited = ["Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize"];

    /// <summary>
    /// A name for each text. One that two texts share belongs to neither of them, nor does one that is taken: they get a hash of theirs behind it. With
    /// numbers, a new model could take the name of another, and code that is compiled again would call it without a word.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> texts, params string[] taken)
    {
        var names = texts.Select(Of).ToList();
        var counts = names.GroupBy(name => name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return [.. names.Select((name, index) => counts[name] == 1 && !taken.Contains(name) && !s_inherited.Contains(name)
            ? name
            : $"{name}_{HintNames.Hash(texts[index]).ToString("x8", CultureInfo.InvariantCulture)}")];
    }

    /// <summary>
    /// Letters and digits, each word with a capital letter: <c>gpt-6-luna</c> is <c>Gpt6Luna</c>. Between two digits what separated them stays visible:
    /// <c>claude-opus-4.5</c> is <c>ClaudeOpus4_5</c>.
    /// </summary>
    public static string Of(string text)
    {
        var name = new StringBuilder(text.Length);
        var isNewWord = true;
        foreach (var character in text)
        {
            // The compiler ignores what does not print, so that two names would be one.
            if (character == '_' || !SyntaxFacts.IsIdentifierPartCharacter(character) || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format)
            {
                isNewWord = true;
                continue;
            }

            if (isNewWord && name.Length > 0 && char.IsDigit(character) && char.IsDigit(name[name.Length - 1]))
                name.Append('_');
            name.Append(isNewWord ? char.ToUpperInvariant(character) : character);
            isNewWord = false;
        }

        return name.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(name[0]) ? name.ToString() : $"_{name}";
    }
}
