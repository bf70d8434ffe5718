using System.Globalization;

namespace Switchyard.Cli;

/// <summary>
/// Expects how good the answers at hand are. Agreement says most, so agreeing and disagreeing rows have a linear model each,
/// over what was expected before the answers came and what the answers look like; few inputs, because few rows disagree.
/// </summary>
internal sealed class AnswerVerifier
{
    // Penalties in rows: what tells apart answers that agree is fainter, so it takes more rows to be believed.
    private const double AgreeingPenalty = 150, DisagreeingPenalty = 40;
    private readonly Ridge?[] _models;
    private readonly double[] _mean;
    private readonly double[] _deviation;

    private AnswerVerifier(Ridge?[] models, double[] mean, double[] deviation) => (_models, _mean, _deviation) = (models, mean, deviation);

    public static (AnswerVerifier Verifier, double[][] HeldOut) Fit(OutcomeRow[] rows, EncodedPrompt[] prompts, string[] pool, Choice[][] before, TrainingRun run)
    {
        var inputs = rows.Select((r, i) => Inputs(prompts[i], before[i], r.Answers![pool[0]], r.Answers[pool[1]])).ToArray();
        var agree = rows.Select(r => Agree(r.Answers![pool[0]], r.Answers[pool[1]])).ToArray();
        var targets = rows.Select(r => pool.Select(m => r.Scores[m]).ToArray()).ToArray();
        var heldOut = new double[rows.Length][];
        for (var fold = 0; fold < TrainingRun.InnerFolds; fold++)
        {
            run.Say($"verifier, inner fold {fold + 1} of {TrainingRun.InnerFolds}", fold / (double)TrainingRun.InnerFolds);
            var verifier = Fit(inputs, agree, targets, PortfolioModel.Members(rows, fold, inside: false, run.Seed));
            foreach (var i in PortfolioModel.Members(rows, fold, inside: true, run.Seed)) heldOut[i] = verifier.Predict(inputs[i], agree[i]);
        }

        return (Fit(inputs, agree, targets, [.. Enumerable.Range(0, rows.Length)]), heldOut);
    }

    public double[] Predict(EncodedPrompt prompt, Choice[] before, string first, string second) =>
        Predict(Inputs(prompt, before, first, second), Agree(first, second));

    /// <summary>Whether two answers say the same: white space, case and the way a number is written do not count.</summary>
    internal static bool Agree(string a, string b)
    {
        a = a.Trim();
        b = b.Trim();
        if (a.Equals(b, StringComparison.OrdinalIgnoreCase)) return a.Length > 0;
        return Number(a) is { } x && Number(b) is { } y && Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x));
    }

    private static AnswerVerifier Fit(float[][] inputs, bool[] agree, double[][] targets, int[] members)
    {
        var mean = inputs[0].Select((_, k) => members.Average(i => (double)inputs[i][k])).ToArray();
        var deviation = mean.Select((m, k) => Math.Sqrt(members.Average(i => (inputs[i][k] - m) * (inputs[i][k] - m)) + 1e-9)).ToArray();
        var verifier = new AnswerVerifier(new Ridge?[2], mean, deviation);
        for (var side = 0; side < 2; side++)
        {
            var chosen = members.Where(i => agree[i] == (side == 1)).ToArray();
            if (chosen.Length == 0) continue;
            var x = chosen.Select(i => verifier.Standardise(inputs[i])).ToArray();
            verifier._models[side] = Ridge.Fit(x, PortfolioModel.Pick(targets, chosen), null, side == 1 ? AgreeingPenalty : DisagreeingPenalty);
        }

        return verifier;
    }

    // A case that no training row shows (answers that never agree, or always) is left to the strongest model.
    private double[] Predict(float[] inputs, bool agree) => _models[agree ? 1 : 0]?.Predict(Standardise(inputs)) ?? [0, 0, 1];

    private float[] Standardise(float[] inputs) => inputs.Select((v, k) => (float)Math.Clamp((v - _mean[k]) / _deviation[k], -3, 3)).ToArray();

    private static float[] Inputs(EncodedPrompt prompt, Choice[] before, string first, string second) =>
    [
        (float)before[0].Quality, (float)before[1].Quality, (float)before[2].Quality, (float)(before[2].Quality - before[0].Quality),
        (float)prompt.Length, (float)Math.Log(before[2].Cost), FeatureVector.Log(first.Length), FeatureVector.Log(second.Length),
        Number(first) is null ? 0 : 1, first.Trim().Length == 0 ? 1 : 0,
    ];

    private static double? Number(string text) =>
        double.TryParse(text.Trim().TrimStart('$').Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
