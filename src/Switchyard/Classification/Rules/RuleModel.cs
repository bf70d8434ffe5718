namespace Switchyard;

/// <summary>
/// The hand-written model behind the trained one: it gives the reasons, and has a say of its own where a prompt is unlike
/// anything the trained model has seen.
/// </summary>
internal static class RuleModel
{
    private static readonly Rule[] s_rules =
    [
        new(Signal.Proof, 1.2f, "asks for a proof"),
        new(Signal.Constraint, 0.45f, "1 constraint", "{0} constraints"),
        new(Signal.Mathematics, 0.25f, "mathematics"),
        new(Signal.MathMarks, 0.2f, "formulas"),
        new(Signal.Explaining, 0.45f, "asks for reasons"),
        new(Signal.CodeFences, 0.35f, "code block", "{0} code fences"),
        new(Signal.Indents, 0.15f, "indented code"),
        new(Signal.CodeLanguage, 0.4f, "names a programming language"),
        new(Signal.CodeWord, 0.25f, "about code"),
        new(Signal.Legal, 0.25f, "legal matter"),
        new(Signal.Medical, 0.2f, "medical matter"),
        new(Signal.Financial, 0.15f, "financial matter"),
        new(Signal.Logic, 0.35f, "formal reasoning"),
        new(Signal.Condition, 0.2f, "1 condition", "{0} conditions"),
        new(Signal.ListItems, 0.15f, "1 listed item", "{0} listed items"),
        new(Signal.Computation, 0.2f, "asks for a calculation"),
        new(Signal.StemNumbers, 0.15f, "1 number", "{0} numbers", from: 3),
        new(Signal.StemWords, 0.3f, "one word", "{0} words", from: 60),
        new(Signal.Questions, 0.15f, "1 question", "{0} questions", from: 2),
        new(Signal.Creation, 0.45f, "asks to create something"),
        new(Signal.Attachment, 0.2f, "attachment"),
        new(Signal.Turn, 0.15f, "1 turn", "{0} turns of conversation"),
        new(Signal.TableBars, 0.1f, "table"),
        new(Signal.JsonKeys, 0.1f, "JSON"),
        new(Signal.OtherLanguage, 0.1f, "not in English"),
        new(Signal.Transformation, -0.35f, "rewrites or picks from what is given"),
        new(Signal.Asking, -0.15f, "asks for a fact"),
    ];

    public static int Count => s_rules.Length;

    /// <summary>The sum of all rules, roughly 0 (trivial) to 6 (very hard).</summary>
    public static float Score(ReadOnlySpan<int> counts)
    {
        var score = 0f;
        foreach (var rule in s_rules) score += rule.Weight * FeatureVector.Log(counts[(int)rule.Signal]);
        return score;
    }

    /// <summary>The rules that contributed most, best first; for easy prompts those that lower the score come first.</summary>
    /// <returns>How many were written.</returns>
    public static int Reasons(ReadOnlySpan<int> counts, bool hard, Span<Reason> reasons)
    {
        Span<float> best = stackalloc float[reasons.Length];
        var found = 0;
        for (var i = 0; i < s_rules.Length; i++)
        {
            var count = counts[(int)s_rules[i].Signal];
            var weight = (hard ? 1 : -1) * s_rules[i].Weight * FeatureVector.Log(count);
            if (count < s_rules[i].From || weight <= 0) continue;
            var place = found;
            while (place > 0 && best[place - 1] < weight) place--;
            if (place == reasons.Length) continue;
            if (found < reasons.Length) found++;
            for (var k = found - 1; k > place; k--) (best[k], reasons[k]) = (best[k - 1], reasons[k - 1]);
            (best[place], reasons[place]) = (weight, new Reason((byte)i, (ushort)Math.Min(count, ushort.MaxValue)));
        }

        return found;
    }

    public static string Say(Reason reason) => s_rules[reason.Rule].Say(reason.Count);
}
