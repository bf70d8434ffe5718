namespace Switchyard;

/// <summary>Turns counts into model inputs: mostly log(1 + count), and a few shares. All lie roughly between 0 and 10.</summary>
internal static class FeatureVector
{
    private const int Shares = 12;

    /// <summary>The number of inputs.</summary>
    public const int Length = (int)Signal.Count + Shares;

    private static readonly float[] s_log = BuildLog();

    public static void Fill(ReadOnlySpan<int> counts, Span<float> inputs)
    {
        for (var i = 0; i < (int)Signal.Count; i++) inputs[i] = Log(counts[i]);
        inputs[(int)Signal.Courtesy] = 0;
        float words = Math.Max(1, counts[(int)Signal.Words]), characters = Math.Max(1, counts[(int)Signal.Characters]);
        float numbers = counts[(int)Signal.Numbers], choices = Math.Max(1, counts[(int)Signal.Choices]);
        var at = (int)Signal.Count;
        inputs[at++] = counts[(int)Signal.Letters] / words;
        inputs[at++] = 4 * counts[(int)Signal.LongWords] / words;
        inputs[at++] = 4 * numbers / (words + numbers);
        inputs[at++] = 4 * counts[(int)Signal.DistinctWords] / words;
        inputs[at++] = 20 * counts[(int)Signal.Uppercase] / characters;
        inputs[at++] = 4 * counts[(int)Signal.NonAscii] / characters;
        inputs[at++] = counts[(int)Signal.Choices] > 0 ? 1 : 0;
        inputs[at++] = 2 * counts[(int)Signal.ChoicesWithNumbers] / choices;
        inputs[at++] = counts[(int)Signal.Choices] > 0 ? Log((counts[(int)Signal.Letters] - counts[(int)Signal.StemCharacters]) / (int)choices) : 0;
        inputs[at++] = words / Math.Max(1, counts[(int)Signal.Sentences]) / 10;
        var length = inputs[(int)Signal.StemWords];
        inputs[at++] = length * length / 4;
        inputs[at] = 4 * counts[(int)Signal.English] / words;
    }

    /// <summary>log(1 + count), from a table for the usual small counts.</summary>
    public static float Log(int count) => (uint)count < (uint)s_log.Length ? s_log[count] : (float)Math.Log(1 + (double)count);

    private static float[] BuildLog()
    {
        var log = new float[1024];
        for (var i = 0; i < log.Length; i++) log[i] = (float)Math.Log(1 + i);
        return log;
    }
}
