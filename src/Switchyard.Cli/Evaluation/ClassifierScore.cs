namespace Switchyard.Cli;

/// <summary>How well difficulty tells which prompts models fail on: its correlation with the share of failing models, within panels.</summary>
internal static class ClassifierScore
{
    /// <summary>Per row the product of the standardised difficulty and failure; their mean is the correlation.</summary>
    public static double[] Products(PromptClassifier classifier, IReadOnlyList<OutcomeRow> rows)
    {
        var difficulty = rows.Select(r => (double)r.Difficulty(classifier)).ToArray();
        var products = new double[rows.Count];
        foreach (var panel in PanelDifficulty.Of(rows).GroupBy(p => p.Panel))
        {
            var members = panel.ToArray();
            var x = Standardise(members.Select(p => difficulty[p.Index]).ToArray());
            var y = Standardise(members.Select(p => p.Failure).ToArray());
            for (var k = 0; k < members.Length; k++) products[members[k].Index] = x[k] * y[k];
        }

        return products;
    }

    private static double[] Standardise(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return deviation < 1e-9 ? new double[values.Length] : values.Select(v => (v - mean) / deviation).ToArray();
    }
}
