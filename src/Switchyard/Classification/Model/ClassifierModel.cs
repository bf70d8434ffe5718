namespace Switchyard;

/// <summary>
/// The numbers of a trained classifier: topics of words in signed bytes, and over counts and topics one linear head for
/// difficulty and one per known model for its success.
/// </summary>
internal sealed class ClassifierModel
{
    /// <summary>Topics that carry information; the last column of the table is a word's weight.</summary>
    public const int Topics = TopicTable.Width - 1;

    /// <summary>Inputs of a head.</summary>
    public const int Inputs = FeatureVector.Length + Topics;

    /// <summary>Rows of the table, as a power of two.</summary>
    public const int TableBits = 15;

    public required sbyte[] Table { get; init; }

    /// <summary>What a table unit is worth, per column.</summary>
    public required float[] Scales { get; init; }

    /// <summary>Mean of every count on the training prompts.</summary>
    public required float[] Mean { get; init; }

    /// <summary>Standard deviation of every count on the training prompts.</summary>
    public required float[] Deviation { get; init; }

    /// <summary>Weights of the difficulty head, then its offset.</summary>
    public required float[] Difficulty { get; init; }

    /// <summary>Mean and deviation of the rules' score on the training prompts.</summary>
    public required float[] RuleSpread { get; init; }

    /// <summary>Difficulty from which the mid and the frontier tier begin.</summary>
    public required float[] Thresholds { get; init; }

    /// <summary>Names of the models whose success is predicted.</summary>
    public required string[] Models { get; init; }

    /// <summary>Per model the weights of its head, then its offset.</summary>
    public required float[][] Heads { get; init; }

    /// <summary>What it was trained on: sources with licences, SHA-256 of the files, and the command; one line each.</summary>
    public required string Provenance { get; init; }

    /// <summary>Names the table of topics: models that share it understand each other's topics.</summary>
    public uint Fingerprint => _fingerprint != 0 ? _fingerprint : _fingerprint = Hash();

    private uint _fingerprint;

    /// <summary>Fills the inputs of all heads from counts and word hashes.</summary>
    public void Fill(ReadOnlySpan<int> counts, ReadOnlySpan<uint> tokens, Span<float> inputs)
    {
        FillCounts(counts, inputs);
        FillTopics(tokens, inputs.Slice(FeatureVector.Length));
    }

    /// <summary>Fills the inputs of all heads from what was kept of a prompt.</summary>
    public void Fill(PromptFeatures features, Span<float> inputs)
    {
        FillCounts(features.Counts, inputs);
        features.Topics.AsSpan().CopyTo(inputs.Slice(FeatureVector.Length));
    }

    /// <summary>The topics of a text.</summary>
    public void FillTopics(ReadOnlySpan<uint> tokens, Span<float> topics)
    {
        Span<int> sums = stackalloc int[TopicTable.Width];
        TopicTable.Sum(Table, (1u << TableBits) - 1, tokens, sums);
        var norm = (float)(TopicScale / Math.Sqrt((sums[Topics] * Scales[Topics]) + 1));
        for (var k = 0; k < Topics; k++) topics[k] = sums[k] * Scales[k] * norm;
    }

    private void FillCounts(ReadOnlySpan<int> counts, Span<float> inputs)
    {
        FeatureVector.Fill(counts, inputs);
        for (var i = 0; i < FeatureVector.Length; i++)
        {
            var z = (inputs[i] - Mean[i]) / Deviation[i];
            inputs[i] = z > 3 ? 3 : z < -3 ? -3 : z;
        }
    }

    private uint Hash()
    {
        var hash = WordHash.Seed;
        foreach (var value in Table) hash = WordHash.Next(hash, (byte)value);
        foreach (var scale in Scales)
        {
            foreach (var b in BitConverter.GetBytes(scale)) hash = WordHash.Next(hash, b);
        }

        return WordHash.Finish(hash);
    }

    /// <summary>The same topics with other heads.</summary>
    public ClassifierModel With(float[] difficulty, float[] thresholds, string[] models, float[][] heads, string provenance) => new()
    {
        Table = Table,
        Scales = Scales,
        Mean = Mean,
        Deviation = Deviation,
        RuleSpread = RuleSpread,
        Difficulty = difficulty,
        Thresholds = thresholds,
        Models = models,
        Heads = heads,
        Provenance = provenance,
    };

    // Topics of one prompt vary by a few hundredths: bring them to the size of the other inputs.
    private const double TopicScale = 15;

    public static float Apply(float[] head, ReadOnlySpan<float> inputs)
    {
        var sum = head[Inputs];
        for (var i = 0; i < Inputs; i++) sum += head[i] * inputs[i];
        return sum;
    }
}
