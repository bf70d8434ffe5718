namespace Switchyard.Cli;

/// <summary>
/// Learns from similar prompts: a prediction is a weighted vote of the training rows, with weights that fall with a power of
/// the cosine between topics, so that only near prompts have a say, and by ten for every difference of form: what a
/// multiple-choice question teaches about arithmetic does not hold for a word problem.
/// </summary>
internal sealed class KernelRidge
{
    private readonly EncodedPrompt[] _prompts;
    private readonly float[][] _votes;
    private readonly int _power;

    private KernelRidge(EncodedPrompt[] prompts, float[][] votes, int power) => (_prompts, _votes, _power) = (prompts, votes, power);

    /// <param name="prompts">The training rows.</param>
    /// <param name="residuals">What remains to be explained, one array per row.</param>
    /// <param name="power">The power of the cosine.</param>
    /// <param name="penalty">The noise: how many near rows it takes to be believed half.</param>
    /// <param name="cancellation">Ends a long factorisation.</param>
    public static KernelRidge Fit(EncodedPrompt[] prompts, IReadOnlyList<double[]> residuals, int power, float penalty, CancellationToken cancellation)
    {
        int n = prompts.Length, outputs = residuals[0].Length;
        var kernel = new float[n][];
        for (var i = 0; i < n; i++)
        {
            kernel[i] = new float[i + 1];
            for (var j = 0; j <= i; j++) kernel[i][j] = Similarity(prompts[i], prompts[j], power);
            kernel[i][i] += penalty;
        }

        Cholesky.Factor(kernel, cancellation);
        var votes = new float[outputs][];
        for (var t = 0; t < outputs; t++)
        {
            votes[t] = new float[n];
            for (var i = 0; i < n; i++) votes[t][i] = (float)residuals[i][t];
            Cholesky.Solve(kernel, votes[t]);
        }

        return new KernelRidge(prompts, votes, power);
    }

    public double[] Predict(EncodedPrompt prompt)
    {
        var result = new double[_votes.Length];
        for (var i = 0; i < _prompts.Length; i++)
        {
            var similarity = Similarity(prompt, _prompts[i], _power);
            if (similarity == 0) continue;
            for (var t = 0; t < result.Length; t++) result[t] += similarity * _votes[t][i];
        }

        return result;
    }

    private static float Similarity(EncodedPrompt a, EncodedPrompt b, int power)
    {
        var cosine = MathF.Max(0, Vectors.Dot<float>(a.Topics, b.Topics));
        var similarity = power == 4 ? cosine * cosine * cosine * cosine : cosine * cosine * cosine;
        for (var differences = (uint)(a.Form ^ b.Form); differences != 0; differences &= differences - 1) similarity *= 0.1f;
        return similarity;
    }
}
