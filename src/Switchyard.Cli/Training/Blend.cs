namespace Switchyard.Cli;

/// <summary>A weighted sum of standardised signs, whose weights stay near a prior unless many rows say otherwise.</summary>
internal sealed class Blend
{
    private readonly double[] _mean;
    private readonly double[] _deviation;
    private readonly double[] _weights;

    private Blend(double[] mean, double[] deviation, double[] weights) => (_mean, _deviation, _weights) = (mean, deviation, weights);

    /// <summary>All signs count the same.</summary>
    public static Blend Default(IEnumerable<double[]> signs)
    {
        var (mean, deviation) = Spread([.. signs]);
        return new Blend(mean, deviation, [.. mean.Select(_ => 1.0)]);
    }

    public static Blend Fit(double[][] signs, double[] targets, double prior, double priorRows)
    {
        var (mean, deviation) = Spread(signs);
        var width = mean.Length;
        var gram = new double[width][];
        for (var k = 0; k < width; k++) gram[k] = new double[width];
        var moment = new double[width];
        var average = targets.Average();
        for (var i = 0; i < signs.Length; i++)
        {
            var z = signs[i].Select((s, k) => (s - mean[k]) / deviation[k]).ToArray();
            for (var k = 0; k < width; k++)
            {
                Vectors.Add(z[k], z.AsSpan(0, k + 1), gram[k]);
                moment[k] += z[k] * (targets[i] - average);
            }
        }

        for (var k = 0; k < width; k++)
        {
            gram[k][k] += priorRows;
            moment[k] += priorRows * prior;
        }

        Cholesky.Factor(gram);
        Cholesky.Solve(gram, moment);
        return new Blend(mean, deviation, moment);
    }

    public double Value(double[] signs)
    {
        var sum = 0.0;
        for (var k = 0; k < signs.Length; k++) sum += _weights[k] * (signs[k] - _mean[k]) / _deviation[k];
        return sum;
    }

    private static (double[] Mean, double[] Deviation) Spread(double[][] signs)
    {
        var mean = signs[0].Select((_, k) => signs.Average(s => s[k])).ToArray();
        return (mean, mean.Select((m, k) => Math.Sqrt(signs.Average(s => (s[k] - m) * (s[k] - m)) + 1e-9)).ToArray());
    }
}
