using System.Text;

namespace Switchyard.Simulator;

/// <summary>Makes the vector of a text from its words: deterministic, of length one, and near the vectors of texts that share words with it.</summary>
internal static class WordVector
{
    public static float[] Make(string text, int dimensions)
    {
        var sum = new double[dimensions];
        var word = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c))
                word.Append(c);
            else
                Add(sum, word);
        }

        Add(sum, word);
        if (sum.All(value => value == 0))
            Add(sum, word.Append(text));

        var length = Math.Sqrt(sum.Sum(value => value * value));
        return Array.ConvertAll(sum, value => (float)(value / length));
    }

    private static void Add(double[] sum, StringBuilder word)
    {
        if (word.Length == 0)
            return;
        var random = StableHash.Random(StableHash.Add(StableHash.Start, word.ToString()));
        for (var i = 0; i < sum.Length; i++)
            sum[i] += random.NextDouble() - 0.5;
        word.Clear();
    }
}
