using System.Text;

namespace Switchyard.Cli;

/// <summary>
/// Corrects a classifier by what an application learned of its own calls: topics and thresholds stay, the difficulty head moves as far as the
/// rows carry it. So a few hundred reports are enough, and rows may hold features instead of prompts.
/// </summary>
internal static class ClassifierCorrection
{
    // A weight of zero is worth that many rows, as in the classifier's own training.
    private const double Penalty = 300;

    // What one unit of difficulty is worth in failures, until that many rows say otherwise: about what public outcomes show.
    private const double PriorSlope = 0.12, PriorRows = 300, LeastSlope = 0.05;

    public static ClassifierModel Apply(ClassifierModel old, IReadOnlyList<OutcomeRow> rows, string provenance, TrainingRun run)
    {
        run.Say("correcting the current classifier", 0);
        var gains = PanelDifficulty.Of(rows);
        var inputs = gains.Select(g => Inputs(old, rows[g.Index])).ToArray();
        var before = inputs.Select(x => (double)ClassifierModel.Apply(old.Difficulty, x)).ToArray();
        var panels = gains.Select(g => g.Panel).ToArray();
        var slope = Slope(before, gains);
        var rest = gains.Select((g, k) => new[] { g.Failure - (slope * before[k]) }).ToArray();
        var ridge = Ridge.Fit(inputs, rest, panels, Penalty);
        var (weights, _) = ridge.Linear(0);
        var head = (float[])old.Difficulty.Clone();
        for (var k = 0; k < weights.Length; k++) head[k] += (float)(weights[k] / slope);

        // The middle stays where it was, so that the thresholds keep their meaning.
        var shift = inputs.Average(x => (double)ClassifierModel.Apply(head, x)) - before.Average();
        head[^1] -= (float)shift;
        return old.With(head, old.Thresholds, old.Models, old.Heads, old.Provenance + "\ncorrected by\n" + provenance);
    }

    private static float[] Inputs(ClassifierModel model, OutcomeRow row)
    {
        var inputs = new float[ClassifierModel.Inputs];
        if (row.Features is { } kept && kept.Fingerprint != model.Fingerprint)
        {
            throw new InputException($"Row {row.Id} holds features of other topics than the current classifier's: name the model that the application ran with by --current.");
        }

        model.Fill(row.Features ?? PromptFeatures.Of(Encoding.UTF8.GetBytes(row.Prompt), model), inputs);
        return inputs;
    }

    private static double Slope(double[] difficulty, List<PanelDifficulty> gains)
    {
        double product = PriorRows * PriorSlope, square = PriorRows;
        foreach (var panel in Enumerable.Range(0, gains.Count).GroupBy(k => gains[k].Panel))
        {
            double meanX = panel.Average(k => difficulty[k]), meanY = panel.Average(k => gains[k].Failure);
            product += panel.Sum(k => (difficulty[k] - meanX) * (gains[k].Failure - meanY));
            square += panel.Sum(k => (difficulty[k] - meanX) * (difficulty[k] - meanX));
        }

        return Math.Max(LeastSlope, product / square);
    }
}
