namespace Switchyard.Cli;

/// <summary>Many trees: side by side on resampled groups (a random forest), or one after the other on what is left to explain (boosting).</summary>
internal sealed class Forest
{
    private readonly Binning _binning;
    private readonly List<Tree> _trees = [];
    private readonly double[] _base;
    private double _share = 1;

    private Forest(Binning binning, int outputs) => (_binning, _base) = (binning, new double[outputs]);

    public static Forest Bag(IReadOnlyList<float[]> inputs, double[][] targets, IReadOnlyList<string> groups, int trees, TreeShape shape, int seed)
    {
        var (forest, rows) = Begin(inputs, targets);
        var grower = new TreeGrower(forest._binning, rows, targets, shape);
        var byGroup = Enumerable.Range(0, rows.Length).GroupBy(i => groups[i]).Select(g => g.ToArray()).ToArray();
        for (var t = 0; t < trees; t++)
        {
            var random = new Random(seed * 1009 + t);
            var sample = new List<int>(rows.Length);
            for (var k = 0; k < byGroup.Length; k++) sample.AddRange(byGroup[random.Next(byGroup.Length)]);
            forest._trees.Add(grower.Grow([.. sample], random));
        }

        forest._share = 1.0 / trees;
        return forest;
    }

    public static Forest Boost(IReadOnlyList<float[]> inputs, double[][] targets, int trees, TreeShape shape, int seed)
    {
        var (forest, rows) = Begin(inputs, targets);
        for (var t = 0; t < forest._base.Length; t++) forest._base[t] = targets.Average(y => y[t]);
        var left = targets.Select(y => y.Select((v, t) => v - forest._base[t]).ToArray()).ToArray();
        var grower = new TreeGrower(forest._binning, rows, left, shape);
        var random = new Random(seed);
        for (var t = 0; t < trees; t++)
        {
            var sample = Enumerable.Range(0, rows.Length).Where(_ => random.NextDouble() < 0.6).ToArray();
            var tree = grower.Grow(sample, random);
            forest._trees.Add(tree);
            for (var i = 0; i < rows.Length; i++) Vectors.Add<double>(-1, tree.Value(rows[i]), left[i]);
        }

        return forest;
    }

    public double[] Predict(ReadOnlySpan<float> inputs)
    {
        var bins = _binning.Bin(inputs);
        var result = (double[])_base.Clone();
        foreach (var tree in _trees) Vectors.Add<double>(_share, tree.Value(bins), result);
        return result;
    }

    private static (Forest Forest, byte[][] Rows) Begin(IReadOnlyList<float[]> inputs, double[][] targets)
    {
        var binning = new Binning(inputs);
        return (new Forest(binning, targets[0].Length), inputs.Select(x => binning.Bin(x)).ToArray());
    }
}
