using System.Text;

namespace Switchyard.Cli;

/// <summary>Turns prompts into inputs: the classifier's own counts and word hashes, and topics learned from the training prompts.</summary>
internal sealed class PromptEncoder
{
    private const int WordBits = 17;
    private const float TopicScale = 15;
    private const int FrequentWords = 150;
    private readonly float[] _mean = new float[FeatureVector.Length];
    private readonly float[] _deviation = new float[FeatureVector.Length];
    private readonly float[] _weights = new float[1 << WordBits];
    private readonly int[] _frequent;
    private readonly LowRank _topics;

    private PromptEncoder(IReadOnlyList<RawPrompt> prompts, int rank, int seed)
    {
        Standardise(prompts);
        var documents = new int[1 << WordBits];
        foreach (var prompt in prompts)
        {
            foreach (var word in prompt.Words) documents[word]++;
        }

        // A word seen once or twice teaches nothing; one in every other prompt neither.
        var least = prompts.Count < 3000 ? 2 : 3;
        for (var i = 0; i < documents.Length; i++)
        {
            if (documents[i] >= least && documents[i] < 0.5 * prompts.Count) _weights[i] = (float)Math.Log((prompts.Count + 1.0) / documents[i]);
        }

        _frequent = [.. Enumerable.Range(0, documents.Length).Where(i => documents[i] < 0.8 * prompts.Count).OrderByDescending(i => documents[i]).ThenBy(i => i).Take(FrequentWords)];
        _topics = LowRank.Fit(prompts.Select(Weigh).ToArray(), documents.Length, Math.Min(rank, Math.Max(2, prompts.Count / 4)), seed);
    }

    public static PromptEncoder Fit(IEnumerable<string> prompts, int rank, int seed) => new(prompts.Select(Read).ToArray(), rank, seed);

    public EncodedPrompt Encode(string prompt)
    {
        var raw = Read(prompt);
        var topics = _topics.Project(Weigh(raw));
        var inputs = new float[FeatureVector.Length + topics.Length];
        for (var i = 0; i < FeatureVector.Length; i++) inputs[i] = Math.Clamp((raw.Counts[i] - _mean[i]) / _deviation[i], -3, 3);
        for (var i = 0; i < topics.Length; i++) inputs[FeatureVector.Length + i] = topics[i] * TopicScale;
        var norm = MathF.Sqrt(Vectors.Dot<float>(topics, topics) + 1e-12f);
        for (var i = 0; i < topics.Length; i++) topics[i] /= norm;
        return new EncodedPrompt(inputs, topics, inputs[(int)Signal.StemWords], Form(raw.Counts), [.. _frequent.Select(w => Array.BinarySearch(raw.Words, w) >= 0 ? 1f : 0f)]);
    }

    private static int Form(float[] counts)
    {
        bool choices = counts[(int)Signal.Choices] > 0, code = counts[(int)Signal.CodeFences] > 0 || counts[(int)Signal.Indents] > FeatureVector.Log(2);
        return (choices ? 1 : 0) | (code ? 2 : 0) | (counts[(int)Signal.OtherLanguage] > counts[(int)Signal.English] ? 4 : 0);
    }

    private static RawPrompt Read(string prompt)
    {
        var counts = new int[(int)Signal.Count];
        var tokens = new uint[PromptReader.MaxTokens];
        var read = PromptReader.Read(Encoding.UTF8.GetBytes(prompt), counts, tokens);
        var inputs = new float[FeatureVector.Length];
        FeatureVector.Fill(counts, inputs);
        var words = new SortedSet<int>();
        var previous = 0u;
        foreach (var token in tokens.AsSpan(0, read))
        {
            words.Add((int)(token & ((1 << WordBits) - 1)));
            words.Add((int)(WordHash.Pair(previous, token) & ((1 << WordBits) - 1)));
            previous = token;
        }

        return new RawPrompt(inputs, [.. words]);
    }

    private SparseVector Weigh(RawPrompt prompt)
    {
        var indices = prompt.Words.Where(w => _weights[w] > 0).ToArray();
        var values = indices.Select(w => _weights[w]).ToArray();
        var norm = MathF.Sqrt(Vectors.Dot<float>(values, values) + 1e-9f);
        for (var i = 0; i < values.Length; i++) values[i] /= norm;
        return new SparseVector(indices, values);
    }

    private void Standardise(IReadOnlyList<RawPrompt> prompts)
    {
        for (var i = 0; i < _mean.Length; i++)
        {
            var mean = prompts.Average(p => (double)p.Counts[i]);
            _mean[i] = (float)mean;
            _deviation[i] = (float)Math.Sqrt(prompts.Average(p => (p.Counts[i] - mean) * (p.Counts[i] - mean)) + 1e-6);
        }
    }

    private sealed record RawPrompt(float[] Counts, int[] Words);
}
