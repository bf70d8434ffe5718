namespace Switchyard.Cli;

/// <summary>Grows one tree: each split takes the input and threshold that explain most of all outputs together.</summary>
internal sealed class TreeGrower(Binning binning, byte[][] rows, double[][] targets, TreeShape shape)
{
    private readonly int _outputs = targets[0].Length;
    private readonly double[] _histogram = new double[Binning.Bins * (targets[0].Length + 1)];
    private readonly double[] _left = new double[targets[0].Length];

    /// <param name="sample">The rows to learn from; reordered.</param>
    /// <param name="random">Chooses the inputs that are tried.</param>
    public Tree Grow(int[] sample, Random random)
    {
        var tree = new Tree();
        var open = new Stack<(int Node, int From, int To, int Depth)>();
        var total = Sum(sample, 0, sample.Length);
        open.Push((tree.Add(Leaf(total, sample.Length)), 0, sample.Length, 0));
        while (open.TryPop(out var part))
        {
            var (node, from, to, depth) = part;
            if (depth >= shape.Depth || to - from < 2 * shape.LeastRows) continue;
            total = Sum(sample, from, to);
            var (input, threshold) = BestSplit(sample, from, to, total, random);
            if (input < 0) continue;
            var middle = Partition(sample, from, to, input, threshold);
            var left = tree.Add(Leaf(Sum(sample, from, middle), middle - from));
            var right = tree.Add(Leaf(Sum(sample, middle, to), to - middle));
            tree.Split(node, input, threshold, left, right);
            open.Push((left, from, middle, depth + 1));
            open.Push((right, middle, to, depth + 1));
        }

        return tree;
    }

    private (int Input, byte Threshold) BestSplit(int[] sample, int from, int to, double[] total, Random random)
    {
        var best = (Input: -1, Threshold: (byte)0);
        double count = to - from, gain = 1e-9 + Worth(total, count);
        for (var tried = 0; tried < shape.InputsTried; tried++)
        {
            var input = random.Next(binning.Inputs);
            var bins = binning.Count(input);
            if (bins < 2) continue;
            Count(sample, from, to, input);
            Array.Clear(_left);
            var leftCount = 0.0;
            for (var bin = 0; bin < bins - 1; bin++)
            {
                var at = bin * (_outputs + 1);
                if (_histogram[at] == 0) continue;
                leftCount += _histogram[at];
                for (var t = 0; t < _outputs; t++) _left[t] += _histogram[at + 1 + t];
                if (leftCount < shape.LeastRows) continue;
                if (count - leftCount < shape.LeastRows) break;
                var worth = Worth(_left, leftCount) + WorthOfRest(total, count - leftCount);
                if (worth <= gain) continue;
                gain = worth;
                best = (input, (byte)bin);
            }
        }

        return best;
    }

    private void Count(int[] sample, int from, int to, int input)
    {
        Array.Clear(_histogram);
        for (var q = from; q < to; q++)
        {
            var i = sample[q];
            var at = rows[i][input] * (_outputs + 1);
            _histogram[at]++;
            var target = targets[i];
            for (var t = 0; t < target.Length; t++) _histogram[at + 1 + t] += target[t];
        }
    }

    private int Partition(int[] sample, int from, int to, int input, byte threshold)
    {
        int a = from, b = to - 1;
        while (a <= b)
        {
            if (rows[sample[a]][input] <= threshold) a++;
            else (sample[a], sample[b], b) = (sample[b], sample[a], b - 1);
        }

        return a;
    }

    private double Worth(double[] sums, double count)
    {
        var worth = 0.0;
        foreach (var sum in sums) worth += sum * sum;
        return worth / (count + shape.Shrinkage);
    }

    private double WorthOfRest(double[] total, double count)
    {
        var worth = 0.0;
        for (var t = 0; t < _outputs; t++) worth += (total[t] - _left[t]) * (total[t] - _left[t]);
        return worth / (count + shape.Shrinkage);
    }

    private double[] Leaf(double[] sums, int count)
    {
        var value = new double[_outputs];
        for (var t = 0; t < _outputs; t++) value[t] = shape.Rate * sums[t] / (count + shape.Shrinkage);
        return value;
    }

    private double[] Sum(int[] sample, int from, int to)
    {
        var sum = new double[_outputs];
        for (var q = from; q < to; q++)
        {
            for (var t = 0; t < _outputs; t++) sum[t] += targets[sample[q]][t];
        }

        return sum;
    }
}
