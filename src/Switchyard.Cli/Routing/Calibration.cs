using System.Globalization;
using System.Text;

namespace Switchyard.Cli;

/// <summary>Thresholds between the tiers, and what they come to on the sample.</summary>
/// <param name="MidFrom">Difficulty from which the mid tier begins.</param>
/// <param name="FrontierFrom">Difficulty from which the frontier tier begins.</param>
/// <param name="Shares">Share of the sample per tier.</param>
internal sealed record Calibration(float MidFrom, float FrontierFrom, double[] Shares)
{
    private const float Never = 1.01f;

    /// <summary>Mean dollars of a call, where costs are known.</summary>
    public double? Cost { get; init; }

    /// <summary>Mean quality over the frontier model's, where outcomes are known.</summary>
    public double? QualityShare { get; init; }

    /// <summary>Dollars per call that the last percentage point of quality costs: λ.</summary>
    public double? DollarsPerPoint { get; init; }

    public static Calibration ByShare(float[] difficulties, double[] shares)
    {
        var sorted = difficulties.Order().ToArray();
        var total = shares.Sum();
        return At(difficulties, Place(sorted, shares[0] / total), Place(sorted, (shares[0] + shares[1]) / total));
    }

    /// <summary>Spends what may be spent: as little cheap as the cost allows, mid and frontier three to one.</summary>
    public static Calibration ByCost(float[] difficulties, double[] tierCosts, double target)
    {
        if (target < tierCosts[0]) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--cost {target} is below the cheap tier's {tierCosts[0]}: no split can reach it."));
        var dearer = (0.75 * tierCosts[1]) + (0.25 * tierCosts[2]);
        var cheap = dearer <= target ? 0 : (dearer - target) / Math.Max(1e-12, dearer - tierCosts[0]);
        var result = ByShare(difficulties, [cheap, 0.75 * (1 - cheap), 0.25 * (1 - cheap)]);
        return result with { Cost = result.Shares.Zip(tierCosts, (s, c) => s * c).Sum() };
    }

    /// <summary>The cheapest thresholds that keep a share of the frontier model's quality on the sample.</summary>
    public static Calibration ByQuality(List<OutcomeRow> rows, string[] models, double share, PromptClassifier classifier)
    {
        if (rows.Find(r => !r.Has(models)) is { } row) throw new InputException($"Row {row.Id} of the sample has no outcome of {string.Join(" or ", models)}: every row needs all three.");
        var difficulties = rows.Select(r => classifier.Classify(Encoding.UTF8.GetBytes(r.Prompt)).Difficulty).ToArray();
        var sorted = difficulties.Order().ToArray();
        var wanted = share * rows.Average(r => r.Scores[models[2]]);
        var tried = new List<(Calibration Result, double Cost, double Quality)>();
        for (var a = 0; a <= 20; a++)
        {
            for (var b = a; b <= 20; b++)
            {
                var point = At(difficulties, Place(sorted, a / 20.0), Place(sorted, b / 20.0));
                string Model(int i) => models[difficulties[i] >= point.FrontierFrom ? 2 : difficulties[i] >= point.MidFrom ? 1 : 0];
                tried.Add((point, rows.Select((r, i) => r.Costs[Model(i)]).Average(), rows.Select((r, i) => r.Scores[Model(i)]).Average()));
            }
        }

        var best = tried.Where(t => t.Quality >= wanted - 1e-12).OrderBy(t => t.Cost).Select(t => ((Calibration, double, double)?)t).FirstOrDefault()
            ?? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"No thresholds keep {100 * share:F1} % of {models[2]}'s quality on this sample: lower --quality."));
        var hull = new CostQualityHull(tried.Select(t => (t.Cost, t.Quality)));
        var step = hull.CostAt(best.Item3 - 0.01) is { } less ? best.Item2 - less : (double?)null;
        return best.Item1 with { Cost = best.Item2, QualityShare = best.Item3 / (wanted / share), DollarsPerPoint = step is > 0 ? step : null };
    }

    public string ToJson()
    {
        static string Number(double? value) => value is { } v ? v.ToString("R", CultureInfo.InvariantCulture) : "null";
        return $"{{\"midFrom\":{Number(MidFrom)},\"frontierFrom\":{Number(FrontierFrom)},\"shares\":[{string.Join(',', Shares.Select(s => Number(s)))}],"
            + $"\"cost\":{Number(Cost)},\"qualityShare\":{Number(QualityShare)},\"dollarsPerPoint\":{Number(DollarsPerPoint)}}}";
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"mid from {MidFrom:F4}, frontier from {FrontierFrom:F4}: {100 * Shares[0]:F1} % cheap, {100 * Shares[1]:F1} % mid, {100 * Shares[2]:F1} % frontier");
        if (Cost is { } cost) text.Append(CultureInfo.InvariantCulture, $"; {cost:G4} dollars a call");
        if (QualityShare is { } quality) text.Append(CultureInfo.InvariantCulture, $"; {100 * quality:F1} % of the frontier model's quality");
        if (DollarsPerPoint is { } lambda) text.Append(CultureInfo.InvariantCulture, $"; the last percentage point costs {lambda:G3} dollars a call");
        return text.ToString();
    }

    /// <summary>The member of <c>switchyard.json</c> that puts these thresholds to use.</summary>
    public string ToPolicy() => string.Create(CultureInfo.InvariantCulture, $"\"classifier\": {{ \"midFrom\": {MidFrom:0.####}, \"frontierFrom\": {FrontierFrom:0.####} }}");

    private static float Place(float[] sorted, double share) => share <= 0 ? 0 : share >= 1 ? Never : sorted[Math.Min(sorted.Length - 1, (int)Math.Round(share * sorted.Length))];

    private static Calibration At(float[] difficulties, float mid, float frontier)
    {
        double n = difficulties.Length;
        double top = difficulties.Count(d => d >= frontier) / n, cheap = difficulties.Count(d => d < mid) / n;
        return new Calibration(mid, frontier, [cheap, 1 - cheap - top, top]);
    }
}
