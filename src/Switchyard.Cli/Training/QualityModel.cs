namespace Switchyard.Cli;

/// <summary>
/// Expected quality of each model of a pool for a prompt: a linear model with a vote of similar prompts on top, a random
/// forest and boosted trees, mixed as the training rows' own held-out errors suggest. All models share one structure, so
/// that few labels carry across.
/// </summary>
internal sealed class QualityModel
{
    private const int ForestTopics = 40;
    private const int MostKernelRows = 6000;
    private readonly Ridge _ridge;
    private readonly KernelRidge _kernel;
    private readonly Forest _bagged;
    private readonly Forest _boosted;

    private QualityModel(Ridge ridge, KernelRidge kernel, Forest bagged, Forest boosted) => (_ridge, _kernel, _bagged, _boosted) = (ridge, kernel, bagged, boosted);

    /// <summary>The number of learners that <see cref="PredictEach"/> reports.</summary>
    public const int Learners = 3;

    public static QualityModel Fit(IReadOnlyList<EncodedPrompt> prompts, double[][] targets, IReadOnlyList<string> groups, int seed, CancellationToken cancellation)
    {
        var inputs = prompts.Select(p => p.Inputs).ToArray();
        var ridge = Ridge.Fit(inputs, targets, null, 600);
        var step = (prompts.Count + MostKernelRows - 1) / MostKernelRows;
        var near = Enumerable.Range(0, prompts.Count).Where(i => i % step == 0).ToArray();
        var rest = near.Select(i => ridge.Predict(inputs[i]).Select((p, t) => targets[i][t] - p).ToArray()).ToArray();
        var kernel = KernelRidge.Fit(near.Select(i => prompts[i]).ToArray(), rest, 3, 3, cancellation);
        var few = prompts.Select(ForTrees).ToArray();
        var contrasts = targets.Select(Contrast.Of).ToArray();
        var bagged = Forest.Bag(few, contrasts, groups, 150, new TreeShape(InputsTried: 60, LeastRows: prompts.Count < 4000 ? 8 : 15), seed);
        cancellation.ThrowIfCancellationRequested();
        var boosted = Forest.Boost(few, contrasts, 300, new TreeShape(50, 8, Depth: 4, Rate: 0.04, Shrinkage: 12), seed);
        return new QualityModel(ridge, kernel, bagged, boosted);
    }

    /// <summary>What each learner expects, per model of the pool.</summary>
    public double[][] PredictEach(EncodedPrompt prompt)
    {
        var linear = _ridge.Predict(prompt.Inputs);
        Vectors.Add(1, _kernel.Predict(prompt), linear.AsSpan());
        var few = ForTrees(prompt);
        return [linear, Contrast.Restore(_bagged.Predict(few)), Contrast.Restore(_boosted.Predict(few))];
    }

    private static float[] ForTrees(EncodedPrompt prompt) =>
        [.. prompt.Inputs.AsSpan(0, Math.Min(prompt.Inputs.Length, FeatureVector.Length + ForestTopics)), .. prompt.Words];
}
