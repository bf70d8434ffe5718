namespace Switchyard.Cli;

/// <summary>
/// Least squares with a penalty on the size of the weights, for several targets at once. Rows of one panel are centred on
/// the panel's mean, so that only differences within a panel are learned: which benchmark is harder than which other says
/// nothing about a prompt of the user.
/// </summary>
internal sealed class Ridge
{
    private readonly double[] _mean;
    private readonly double[][] _weights;
    private readonly double[] _offsets;

    private Ridge(double[] mean, double[][] weights, double[] offsets) => (_mean, _weights, _offsets) = (mean, weights, offsets);

    /// <param name="rows">The inputs.</param>
    /// <param name="targets">The wanted outputs, one array per row.</param>
    /// <param name="panels">The panel of each row, or null for one panel.</param>
    /// <param name="penalty">The penalty: that many rows' worth of evidence for a weight of zero.</param>
    /// <param name="topicFactor">The penalty of inputs after the counts, as a multiple.</param>
    public static Ridge Fit(IReadOnlyList<float[]> rows, IReadOnlyList<double[]> targets, IReadOnlyList<int>? panels, double penalty, double topicFactor = 1)
    {
        int d = rows[0].Length, outputs = targets[0].Length;
        var gram = new double[d][];
        for (var i = 0; i < d; i++) gram[i] = new double[d];
        var moments = new double[outputs][];
        for (var t = 0; t < outputs; t++) moments[t] = new double[d];
        double[] overall = new double[d], offsets = new double[outputs];
        foreach (var panel in Enumerable.Range(0, rows.Count).GroupBy(i => panels?[i] ?? 0))
        {
            var members = panel.ToArray();
            var (mean, target) = Means(rows, targets, members);
            for (var k = 0; k < d; k++) overall[k] += mean[k] * members.Length / rows.Count;
            for (var t = 0; t < outputs; t++) offsets[t] += target[t] * members.Length / rows.Count;
            var x = new double[d];
            foreach (var i in members)
            {
                for (var k = 0; k < d; k++) x[k] = rows[i][k] - mean[k];
                for (var k = 0; k < d; k++) Vectors.Add(x[k], x.AsSpan(0, k + 1), gram[k]);
                for (var t = 0; t < outputs; t++) Vectors.Add(targets[i][t] - target[t], x, moments[t]);
            }
        }

        for (var k = 0; k < d; k++) gram[k][k] += k < FeatureVector.Length ? penalty : penalty * topicFactor;
        Cholesky.Factor(gram);
        foreach (var moment in moments) Cholesky.Solve(gram, moment);
        return new Ridge(overall, moments, offsets);
    }

    public double[] Predict(ReadOnlySpan<float> row)
    {
        Span<double> x = stackalloc double[row.Length];
        for (var k = 0; k < row.Length; k++) x[k] = row[k] - _mean[k];
        var result = (double[])_offsets.Clone();
        for (var t = 0; t < result.Length; t++) result[t] += Vectors.Dot<double>(x, _weights[t]);
        return result;
    }

    /// <summary>The weights and the offset of one output, for inputs that are not centred.</summary>
    public (double[] Weights, double Offset) Linear(int target) => (_weights[target], _offsets[target] - Vectors.Dot<double>(_mean, _weights[target]));

    private static (double[] Mean, double[] Target) Means(IReadOnlyList<float[]> rows, IReadOnlyList<double[]> targets, int[] members)
    {
        double[] mean = new double[rows[0].Length], target = new double[targets[0].Length];
        foreach (var i in members)
        {
            for (var k = 0; k < mean.Length; k++) mean[k] += rows[i][k];
            for (var t = 0; t < target.Length; t++) target[t] += targets[i][t];
        }

        for (var k = 0; k < mean.Length; k++) mean[k] /= members.Length;
        for (var t = 0; t < target.Length; t++) target[t] /= members.Length;
        return (mean, target);
    }
}
