namespace Switchyard.Cli;

/// <summary>Learns topics of words and packs them into signed bytes, one row of sixteen per word hash.</summary>
internal sealed class TopicQuantiser
{
    private const int Rows = 1 << ClassifierModel.TableBits;
    private readonly SparseVector[] _documents;
    private readonly float[] _weights = new float[Rows];
    private readonly int _seed;

    public TopicQuantiser(IReadOnlyList<uint[]> prompts, int seed)
    {
        _seed = seed;
        var words = prompts.Select(Distinct).ToArray();
        var documents = new int[Rows];
        foreach (var prompt in words)
        {
            foreach (var word in prompt) documents[word]++;
        }

        for (var i = 0; i < Rows; i++)
        {
            if (documents[i] >= 3 && documents[i] < 0.5 * prompts.Count) _weights[i] = (float)Math.Log((prompts.Count + 1.0) / documents[i]);
        }

        _documents = words.Select(Weigh).ToArray();
    }

    public (sbyte[] Table, float[] Scales) Build()
    {
        var topics = LowRank.Fit(_documents, Rows, ClassifierModel.Topics, _seed, sweeps: 4);
        var rows = new float[Rows][];
        for (var i = 0; i < Rows; i++)
        {
            rows[i] = new float[TopicTable.Width];
            if (_weights[i] == 0) continue;
            topics.Project(new SparseVector([i], [_weights[i]])).CopyTo(rows[i], 0);
            rows[i][ClassifierModel.Topics] = _weights[i] * _weights[i];
        }

        var table = new sbyte[Rows * TopicTable.Width];
        var scales = new float[TopicTable.Width];
        for (var k = 0; k < TopicTable.Width; k++)
        {
            // A few words would otherwise set the scale for all: cut at the 99.9th percentile.
            scales[k] = Math.Max(1e-9f, (float)Statistics.Quantile(rows.Select(r => (double)Math.Abs(r[k])).Where(v => v > 0).DefaultIfEmpty(), 0.999) / 127);
            for (var i = 0; i < Rows; i++) table[(i * TopicTable.Width) + k] = (sbyte)Math.Clamp(MathF.Round(rows[i][k] / scales[k]), -127, 127);
        }

        return (table, scales);
    }

    private static int[] Distinct(uint[] tokens)
    {
        var words = new SortedSet<int>();
        var previous = 0u;
        foreach (var token in tokens)
        {
            words.Add((int)(token & (Rows - 1)));
            words.Add((int)(WordHash.Pair(previous, token) & (Rows - 1)));
            previous = token;
        }

        return [.. words];
    }

    private SparseVector Weigh(int[] words)
    {
        var indices = words.Where(w => _weights[w] > 0).ToArray();
        var values = indices.Select(w => _weights[w]).ToArray();
        var norm = MathF.Sqrt(Vectors.Dot<float>(values, values) + 1e-9f);
        for (var i = 0; i < values.Length; i++) values[i] /= norm;
        return new SparseVector(indices, values);
    }
}
