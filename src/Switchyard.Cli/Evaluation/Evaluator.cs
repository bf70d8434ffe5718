namespace Switchyard.Cli;

/// <summary>Turns decisions and outcomes into a report, and into a drawing.</summary>
internal sealed class Evaluator(IReadOnlyList<OutcomeRow> rows, RoutingPlan plan, Prediction[] decisions, Prediction[][] curve, PromptClassifier classifier, int folds, int boot, int seed)
{
    private const int FewestRowsOfDomain = 20;
    private readonly string[] _models = plan.IsPair ? [plan.Weak!, plan.Strong!]
        : plan.Cascade is null ? plan.Pool! : [.. plan.Cascade, decisions.Select(d => d.Model!).FirstOrDefault(m => !plan.Cascade.Contains(m)) ?? plan.Reference!];

    public EvaluationReport Report()
    {
        var all = Enumerable.Range(0, rows.Count).ToArray();
        var parts = new List<EvaluationPart> { Part("all", all) };
        if (plan.Without.Length > 0) parts.Add(Part($"without {string.Join(", ", plan.Without)}", [.. all.Where(i => !plan.Without.Any(w => $"{rows[i].Source}/{rows[i].Domain}".StartsWith(w, StringComparison.Ordinal)))]));
        var sources = all.GroupBy(i => rows[i].Source).ToArray();
        if (sources.Length > 1) parts.AddRange(sources.Select(g => Part(g.Key, [.. g])));
        parts.Add(ClassifierPart());
        foreach (var domain in all.GroupBy(i => $"{rows[i].Source}/{rows[i].Domain}").Where(g => g.Count() >= FewestRowsOfDomain).OrderBy(g => g.Key, StringComparer.Ordinal)) parts.Add(Part(domain.Key, [.. domain]));
        var report = new EvaluationReport { Plan = plan, FoldCount = folds, Parts = parts, Remarks = Remarks(parts[0]), Flips = Robustness.Measure(classifier, [.. rows.Take(1000).Select(r => r.Prompt)]) };
        if (plan.IsPair || plan.Cascade is not null) return report;
        var single = Singles().Select(s => (s.Cost, s.Quality)).ToArray();
        CostQualityHull routed = new(RouterPoints().Concat(single)), mixtures = new(single);
        double low = single.Min(s => s.Cost), high = Best().Cost;
        if (high <= low) return report;
        return report with { Aiq = routed.MeanHeight(low, high), AiqOfMixtures = mixtures.MeanHeight(low, high), CostAtEqualQualityOnCurve = routed.CostAt(Best().Quality) / high };
    }

    // The small classifier by itself: it ranks a pair by difficulty, and of a pool it spreads the prompts over three models as Auto does.
    private EvaluationPart ClassifierPart()
    {
        var difficulties = rows.Select(r => r.Difficulty(classifier)).ToArray();
        if (plan.IsPair)
        {
            return new EvaluationPart("by the classifier alone", PairMetrics.Of([.. difficulties.Select(d => (double)d)], [.. rows.Select(r => r.Scores[plan.Weak!])], [.. rows.Select(r => r.Scores[plan.Strong!])], boot, seed), null);
        }

        string[] tiers = plan.Tiers ?? [_models.MinBy(m => rows.Average(r => r.Costs[m]))!, Best().Name, Best().Name];
        var split = Calibration.ByShare(difficulties, [60, 30, 10]);
        var chosen = difficulties.Select((d, i) => new Prediction(rows[i].Id, null, tiers[d >= split.FrontierFrom ? 2 : d >= split.MidFrom ? 1 : 0]));
        return new EvaluationPart($"Auto 60/30/10: {string.Join(", ", tiers)}", null, PoolMetrics.Of(rows, [.. chosen], plan.Reference ?? Best().Name, boot, seed));
    }

    public string Draw() => SvgCurve.Draw(plan.IsPair ? $"{plan.Weak} / {plan.Strong}" : $"{_models.Length} models, {rows.Count} prompts", Singles(), RouterPoints());

    private EvaluationPart Part(string name, int[] members)
    {
        if (plan.IsPair)
        {
            double[] Quality(string model) => [.. members.Select(i => rows[i].Scores[model])];
            return new EvaluationPart(name, PairMetrics.Of([.. members.Select(i => decisions[i].Score!.Value)], Quality(plan.Weak!), Quality(plan.Strong!), boot, seed), null);
        }

        return new EvaluationPart(name, null, PoolMetrics.Of([.. members.Select(i => rows[i])], [.. members.Select(i => decisions[i])], plan.Reference ?? Best().Name, boot, seed));
    }

    private (string Name, double Cost, double Quality)[] Singles() => [.. _models.Select(m => (m, rows.Average(r => r.Costs[m]), rows.Average(r => r.Scores[m])))];

    private (string Name, double Cost, double Quality) Best() => Singles().OrderByDescending(s => s.Quality).ThenBy(s => s.Cost).First();

    private List<(double Cost, double Quality)> RouterPoints()
    {
        if (plan.IsPair) return PairPoints();
        var points = new List<(double, double)> { Mean(i => decisions[i]) };
        for (var k = 0; k < (curve.Length > 0 ? curve[0].Length : 0); k++) points.Add(Mean(i => curve[i][k]));
        return points;
    }

    private List<(double Cost, double Quality)> PairPoints()
    {
        var order = Enumerable.Range(0, rows.Count).OrderByDescending(i => decisions[i].Score).ToArray();
        return [.. Enumerable.Range(0, 21).Select(k =>
        {
            var strong = order.Take(k * rows.Count / 20).ToHashSet();
            string Model(int i) => strong.Contains(i) ? plan.Strong! : plan.Weak!;
            return (order.Average(i => rows[i].Costs[Model(i)]), order.Average(i => rows[i].Scores[Model(i)]));
        })];
    }

    private (double Cost, double Quality) Mean(Func<int, Prediction> decision)
    {
        var all = Enumerable.Range(0, rows.Count).Select(i => (Row: rows[i], Decision: decision(i))).ToArray();
        return (all.Average(x => (x.Decision.Called ?? [x.Decision.Model!]).Sum(m => x.Row.Costs[m])), all.Average(x => x.Row.Scores[x.Decision.Model!]));
    }

    private List<string> Remarks(EvaluationPart all)
    {
        var remarks = new List<string>();
        var best = Best();
        if (Singles().All(s => s.Cost >= best.Cost)) remarks.Add($"Routing cannot help here: {best.Name} is the best of these models and costs the least.");
        if (all.Pair is { } pair && pair.Low <= 0.5) remarks.Add("Routing does not help here beyond doubt: a random choice lies within the interval.");
        if (plan.IsPair && all.Pair is null) remarks.Add($"Routing cannot help here: {plan.Strong} is not better than {plan.Weak}.");
        if (all.Pool is not { } pool) return remarks;
        if (new CostQualityHull(Singles().Select(s => (s.Cost, s.Quality))).CostAt(pool.Quality) is { } mixture && pool.CostPerThousand >= 1000 * mixture)
        {
            remarks.Add("Routing does not help here: tossing a coin between two single models reaches this quality for no more money.");
        }

        if (!pool.NonInferior) remarks.Add("A loss of more than one percentage point is not excluded at this point.");
        return remarks;
    }
}
