using System.Text;
using System.Text.RegularExpressions;

namespace Switchyard.Cli;

/// <summary>How often a decision flips when a prompt changes in ways that should not matter.</summary>
internal static class Robustness
{
    private static readonly (string From, string To)[] s_synonyms =
    [
        ("big", "large"), ("quickly", "fast"), ("buy", "purchase"), ("begin", "start"), ("kids", "children"), ("car", "automobile"), ("house", "home"),
        ("answer", "reply"), ("picture", "image"), ("shop", "store"), ("doctor", "physician"), ("find", "determine"), ("help", "assist"), ("often", "frequently"),
        ("show", "demonstrate"), ("get", "obtain"), ("use", "employ"), ("job", "occupation"), ("money", "cash"), ("small", "little"),
    ];

    private static readonly (string Name, Func<string, string> Change)[] s_changes =
    [
        ("white space", p => "  " + p.Replace(" ", "  ", StringComparison.Ordinal)),
        ("greeting", p => "Hello! " + p),
        ("address", p => "Hi there,\n\n" + p),
        ("thanks", p => p + "\nThank you."),
        ("trailing newline", p => p + "\n\n"),
        ("synonym", Synonym),
    ];

    public static List<(string Change, double FlipShare, int Count)> Measure(PromptClassifier classifier, IReadOnlyList<string> prompts)
    {
        var result = new List<(string, double, int)>();
        foreach (var (name, change) in s_changes)
        {
            int changed = 0, flips = 0;
            foreach (var prompt in prompts)
            {
                var other = change(prompt);
                if (other == prompt) continue;
                changed++;
                if (Tier(classifier, other) != Tier(classifier, prompt)) flips++;
            }

            result.Add((name, changed == 0 ? 0 : flips / (double)changed, changed));
        }

        return result;
    }

    private static Tier Tier(PromptClassifier classifier, string prompt) => classifier.Classify(Encoding.UTF8.GetBytes(prompt)).Tier;

    private static string Synonym(string prompt)
    {
        foreach (var (from, to) in s_synonyms)
        {
            var match = Word(from).Match(prompt);
            if (match.Success) return string.Concat(prompt.AsSpan(0, match.Index), to, prompt.AsSpan(match.Index + match.Length));
        }

        return prompt;
    }

    private static Regex Word(string word) => new($@"\b{word}\b", RegexOptions.CultureInvariant);
}
