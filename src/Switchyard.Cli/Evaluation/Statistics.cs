namespace Switchyard.Cli;

/// <summary>Quantiles and bootstrap.</summary>
internal static class Statistics
{
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0) return double.NaN;
        var place = (sorted.Length - 1) * share;
        var low = (int)Math.Floor(place);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((sorted[high] - sorted[low]) * (place - low));
    }

    /// <summary>The 95 % interval of a mean, by bootstrap.</summary>
    public static (double Low, double High) MeanInterval(double[] values, int boot, int seed)
    {
        var random = new Random(seed);
        var means = new double[boot];
        for (var b = 0; b < boot; b++)
        {
            for (var k = 0; k < values.Length; k++) means[b] += values[random.Next(values.Length)];
            means[b] /= values.Length;
        }

        return (Quantile(means, 0.025), Quantile(means, 0.975));
    }
}
