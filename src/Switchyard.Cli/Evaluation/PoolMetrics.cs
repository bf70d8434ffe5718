namespace Switchyard.Cli;

/// <summary>What choosing among many models came to, beside the best single model.</summary>
internal sealed record PoolMetrics
{
    public required string Point { get; init; }

    public required int Count { get; init; }

    /// <summary>The single model that is compared with.</summary>
    public required string Reference { get; init; }

    public required double Quality { get; init; }

    public required double ReferenceQuality { get; init; }

    /// <summary>Dollars per 1,000 prompts.</summary>
    public required double CostPerThousand { get; init; }

    /// <summary>Cost over the reference's.</summary>
    public required double CostRatio { get; init; }

    /// <summary>Quality minus the reference's, in percentage points, with its paired 95 % bootstrap interval.</summary>
    public required double DeltaPoints { get; init; }

    public required double LowPoints { get; init; }

    public required double HighPoints { get; init; }

    /// <summary>Whether a loss of one percentage point is excluded.</summary>
    public bool NonInferior => LowPoints > -1;

    public required Dictionary<string, double> Shares { get; init; }

    public static PoolMetrics Of(IReadOnlyList<OutcomeRow> rows, IReadOnlyList<Prediction> predictions, string reference, int boot, int seed)
    {
        double quality = 0, cost = 0;
        var deltas = new double[rows.Count];
        var shares = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var model = predictions[i].Model!;
            quality += rows[i].Scores[model] / rows.Count;
            cost += (predictions[i].Called ?? [model]).Sum(m => rows[i].Costs[m]) / rows.Count;
            deltas[i] = 100 * (rows[i].Scores[model] - rows[i].Scores[reference]);
            shares[model] = shares.GetValueOrDefault(model) + (1.0 / rows.Count);
        }

        var (low, high) = Statistics.MeanInterval(deltas, boot, seed);
        return new PoolMetrics
        {
            Point = predictions[0].Point ?? "",
            Count = rows.Count,
            Reference = reference,
            Quality = quality,
            ReferenceQuality = rows.Average(r => r.Scores[reference]),
            CostPerThousand = 1000 * cost,
            CostRatio = cost / rows.Average(r => r.Costs[reference]),
            DeltaPoints = deltas.Average(),
            LowPoints = low,
            HighPoints = high,
            Shares = new Dictionary<string, double>(shares, StringComparer.Ordinal),
        };
    }
}
