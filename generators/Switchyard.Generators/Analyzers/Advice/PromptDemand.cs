using System.Text;
using System.Text.RegularExpressions;

namespace Switchyard.Generators;

/// <summary>
/// How much a task's prompt asks of a model: the verdict of the classifier that decides at run time about tasks of the tier Auto, and what the
/// prompt says outright. At build the data is not there yet, and prompts are short, so the classifier alone would see too little.
/// </summary>
internal sealed class PromptDemand
{
    // What separates the prompts of PromptDemandTests: the hardest of those for cheap and mid models stay below.
    private const float Margin = 0.08f;

    private const string Languages = @"C#|C\+\+|F#|Rust|Python|Java|JavaScript|TypeScript|Go|Kotlin|Swift|Ruby|PHP|Haskell|Scala|SQL|assembly";

    private static readonly (Regex Pattern, string Reason)[] s_hard =
    [
        (Asks(@"(?:dis)?prove\b(?! (?:to|your|you|yourself)\b)"), "asks for a proof"),
        (Asks(@"(?:give|write|find|construct|state|produce|provide|present|sketch)\b[^.?!\n]{0,40}\bproof\b"), "asks for a proof"),
        (Asks(@"(?:derive|deduce)\b"), "asks for a derivation"),
        (Asks(@"(?:implement|refactor|port)\b"), "asks for a program"),
        (Asks(@"(?:write|create|build|develop|generate|produce|design|code)\s+(?:me\s+)?(?:a|an|the|some)?\s*(?:[\w#+-]+\s+){0,3}?(?:program|function|method|algorithm|code|script|quer(?:y|ies)|parser|compiler|interpreter|unit tests?|migrations?|stored procedure|database schema)\b"), "asks for a program"),
        (Asks($@"(?:write|create|build|develop|generate|translate|rewrite)\b[^.?!\n]{{0,60}}\bin (?:{Languages})(?![\w+#])"), "asks for a program"),
        (new(@"\b(?:step[- ]by[- ]step|every step|each (?:step|deduction))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), "asks for several steps of reasoning"),
    ];

    private static readonly (Regex Pattern, string Reason)[] s_easy =
    [
        (new(@"\b(?:(?:answer|reply|respond|say)(?: only| just)?(?: with)? (?:yes or no|true or false))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), "asks for yes or no"),
        (Asks(@"(?:extract|classify|label|tag|categori[sz]e)\b"), "picks something from what it is given"),
    ];

    private readonly string _text;
    private readonly PromptVerdict _verdict;

    public PromptDemand(IEnumerable<PromptPart> prompt)
    {
        // A placeholder counts by its name, which often says what will stand there.
        _text = string.Concat(prompt.Select(part => part.IsPlaceholder ? $"{{{part.Text}}}" : part.Text));
        _verdict = PromptClassifier.Default.Classify(Encoding.UTF8.GetBytes(_text));
    }

    /// <summary>The tier that fits what is asked: never below what the classifier says.</summary>
    public Tier Fit => _verdict.Tier == Tier.Cheap && IsHard ? Tier.Mid : _verdict.Tier;

    /// <summary>Whether cheap models will often fail.</summary>
    public bool IsHard => _verdict.Difficulty >= PromptClassifier.Default.MidFrom + Margin || Outright(s_hard) is not null;

    /// <summary>What makes it hard, to follow "its prompt".</summary>
    public string HardReason => Outright(s_hard) ?? $"looks hard ({_verdict})";

    /// <summary>What is easy about a prompt that is not hard, to follow "it only"; <see langword="null"/> if nothing is known to be.</summary>
    /// <param name="closed">What the answer is chosen from, if the return type says so.</param>
    public string? EasyReason(string? closed)
    {
        // What the classifier would not send to cheap models may need the frontier after all.
        if (IsHard || _verdict.Tier != Tier.Cheap)
            return null;
        return closed is not null ? $"chooses {closed}" : Outright(s_easy);
    }

    private string? Outright((Regex Pattern, string Reason)[] asks) => asks.FirstOrDefault(ask => ask.Pattern.IsMatch(_text)).Reason;

    // An order is given where a sentence begins; elsewhere the words are talked about.
    private static Regex Asks(string order) =>
        new($@"(?:^|[.!?:;\n]\s*|,\s*(?:and|then)\s+|\b(?:please|now|then|task is to|asked to|must|should)\s+)(?:{order})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
