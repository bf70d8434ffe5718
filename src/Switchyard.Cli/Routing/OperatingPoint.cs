namespace Switchyard.Cli;

/// <summary>The price of quality, and what held-out training rows say about it.</summary>
/// <param name="DollarsPerQuality">What one unit of quality (0 to 1) may cost; a hundredth of it is dollars per percentage point.</param>
/// <param name="CostRatio">Cost over the reference's, on held-out training rows.</param>
/// <param name="Delta">Quality minus the wanted quality, on held-out training rows.</param>
/// <param name="Lower">Lower end of the 95 % interval of <paramref name="Delta"/>.</param>
internal sealed record OperatingPoint(double DollarsPerQuality, double CostRatio, double Delta, double Lower)
{
    /// <summary>The loss that still counts as none: one percentage point.</summary>
    public const double Margin = 0.01;

    /// <summary>The standard error of <see cref="Delta"/>.</summary>
    public double Error => (Delta - Lower) / 1.96;

    /// <summary>
    /// Whether held-out rows are not worse than what is wanted: their mean is no lower, or the 95 % interval of the
    /// difference excludes a loss of one percentage point.
    /// </summary>
    public bool Holds => Delta >= 0 || Lower >= -Margin;

    /// <summary>The cheapest price of quality that <see cref="Holds"/>; the safest, where none does.</summary>
    /// <param name="rows">Per held-out row the choices, expected and true.</param>
    /// <param name="wanted">Per row the quality to be kept.</param>
    /// <param name="referenceCost">Mean dollars of the reference.</param>
    public static OperatingPoint Choose(Choice[][] rows, double[] wanted, double referenceCost)
    {
        OperatingPoint? cheapest = null, best = null;
        for (var step = 0; step <= 120; step++)
        {
            var point = Measure(rows, wanted, referenceCost, referenceCost * Math.Pow(10, -1 + (step / 20.0)));
            if (best is null || point.Lower > best.Lower) best = point;
            if (point.Holds && (cheapest is null || point.CostRatio < cheapest.CostRatio)) cheapest = point;
        }

        return cheapest ?? best!;
    }

    /// <summary>The point that these differences of quality describe.</summary>
    public static OperatingPoint Of(double[] deltas, double costRatio, double dollarsPerQuality)
    {
        var mean = deltas.Average();
        var error = Math.Sqrt(deltas.Average(d => (d - mean) * (d - mean)) / deltas.Length);
        return new OperatingPoint(dollarsPerQuality, costRatio, mean, mean - (1.96 * error));
    }

    private static OperatingPoint Measure(Choice[][] rows, double[] wanted, double referenceCost, double price)
    {
        var cost = 0.0;
        var deltas = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var choice = rows[i][Choice.Best(rows[i], price)];
            cost += choice.TrueCost;
            deltas[i] = choice.TrueQuality - wanted[i];
        }

        return Of(deltas, cost / rows.Length / referenceCost, price);
    }
}
