namespace Switchyard.Cli;

/// <summary>How much each learner counts: the mix with the smallest squared error on held-out rows, out of a coarse grid.</summary>
internal static class LearnerMix
{
    /// <param name="each">Held-out predictions: row, learner, model.</param>
    /// <param name="targets">Outcomes: row, model.</param>
    public static double[] Choose(double[][][] each, double[][] targets)
    {
        // Pairwise products first, so that a mix costs nothing to try.
        var products = new double[QualityModel.Learners, QualityModel.Learners];
        for (var i = 0; i < each.Length; i++)
        {
            for (var a = 0; a < QualityModel.Learners; a++)
            {
                for (var b = 0; b < QualityModel.Learners; b++) products[a, b] += Product(each[i][a], each[i][b], targets[i]);
            }
        }

        var best = (Error: double.PositiveInfinity, Mix: Array.Empty<double>());
        for (var a = 0; a <= 8; a++)
        {
            for (var b = 0; b <= 8 - a; b++)
            {
                double[] mix = [a / 8.0, b / 8.0, (8 - a - b) / 8.0];
                var error = 0.0;
                for (var p = 0; p < 3; p++)
                {
                    for (var q = 0; q < 3; q++) error += mix[p] * mix[q] * products[p, q];
                }

                if (error < best.Error) best = (error, mix);
            }
        }

        return best.Mix;
    }

    public static double[] Apply(double[] mix, double[][] each)
    {
        var result = new double[each[0].Length];
        for (var l = 0; l < mix.Length; l++) Vectors.Add<double>(mix[l], each[l], result);
        return result;
    }

    // What matters is who is better, so a common error of all models of the pool is taken out.
    private static double Product(double[] a, double[] b, double[] target)
    {
        double meanA = 0, meanB = 0, sum = 0;
        for (var t = 0; t < target.Length; t++)
        {
            meanA += (a[t] - target[t]) / target.Length;
            meanB += (b[t] - target[t]) / target.Length;
        }

        for (var t = 0; t < target.Length; t++) sum += (a[t] - target[t] - meanA) * (b[t] - target[t] - meanB);
        return sum;
    }
}
