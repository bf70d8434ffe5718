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

    /// <summary>Fills the inputs of all heads from counts and word hashes.</summary>
    public void Fill(ReadOnlySpan<int> counts, ReadOnlySpan<uint> tokens, Span<float> inputs)
    {
        FeatureVector.Fill(counts, inputs);
        for (var i = 0; i < FeatureVector.Length; i++)
        {
            var z = (inputs[i] - Mean[i]) / Deviation[i];
            inputs[i] = z > 3 ? 3 : z < -3 ? -3 : z;
        }

        Span<int> sums = stackalloc int[TopicTable.Width];
        TopicTable.Sum(Table, (1u << TableBits) - 1, tokens, sums);
        var norm = (float)(TopicScale / Math.Sqrt((sums[Topics] * Scales[Topics]) + 1));
        for (var k = 0; k < Topics; k++) inputs[FeatureVector.Length + k] = sums[k] * Scales[k] * norm;
    }

    // Topics of one prompt vary by a few hundredths: bring them to the size of the other inputs.
    private const double TopicScale = 15;

    public static float Apply(float[] head, ReadOnlySpan<float> inputs)
    {
        var sum = head[Inputs];
        for (var i = 0; i < Inputs; i++) sum += head[i] * inputs[i];
        return sum;
    }
}
