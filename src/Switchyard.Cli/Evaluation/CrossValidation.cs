namespace Switchyard.Cli;

/// <summary>Trains on all folds but one and decides about that one, in turn: every row is decided by a router that has not seen its group.</summary>
internal static class CrossValidation
{
    /// <summary>The prices of quality, relative to the chosen one, at which a curve is drawn.</summary>
    public static readonly double[] CurveFactors = [0, 0.01, 0.03, 0.1, 0.2, 0.35, 0.6, 1, 1.7, 3, 6, 15, 50, 1000];

    /// <param name="data">The rows that are decided, and learned from in the other folds.</param>
    /// <param name="extra">Rows that are only learned from; never those of a group that is decided in the same fold.</param>
    /// <param name="plan">What is decided.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="run">Seed, progress and cancellation.</param>
    /// <returns>Per row the decision, and, for a pool, the decisions along the curve.</returns>
    public static (Prediction[] Decisions, Prediction[][] Curve) Run(IReadOnlyList<OutcomeRow> data, IReadOnlyList<OutcomeRow> extra, RoutingPlan plan, int folds, TrainingRun run)
    {
        var decisions = new Prediction[data.Count];
        var curve = new Prediction[data.Count][];
        var answers = data.Where(r => r.Answers is not null).ToDictionary(r => r.Id, r => r.Answers!, StringComparer.Ordinal);
        for (var fold = 0; fold < folds; fold++)
        {
            var inside = Enumerable.Range(0, data.Count).Where(i => Folds.Of(data[i].Group, folds, run.Seed) == fold).ToArray();
            if (inside.Length == 0) continue;
            var groups = inside.Select(i => data[i].Group).ToHashSet(StringComparer.Ordinal);
            var train = data.Concat(extra).Where(r => !groups.Contains(r.Group)).ToList();
            var title = $"fold {fold + 1} of {folds}";
            var router = plan.Train(train, answers, run.Part(fold / (double)folds, (fold + 1.0) / folds, title));
            foreach (var i in inside)
            {
                var prompt = new PromptRow(data[i].Id, data[i].Prompt);
                decisions[i] = router.Decide(prompt);
                curve[i] = router is PortfolioRouter pool ? pool.DecideAlong(prompt, CurveFactors) : [];
            }
        }

        return (decisions, curve);
    }
}
