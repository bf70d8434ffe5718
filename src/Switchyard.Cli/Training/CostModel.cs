namespace Switchyard.Cli;

/// <summary>Expected dollars of a call, per model: a linear model of the logarithm of what such prompts cost before.</summary>
internal sealed class CostModel
{
    private readonly Ridge _ridge;
    private readonly double[] _correction;

    private CostModel(Ridge ridge, double[] correction) => (_ridge, _correction) = (ridge, correction);

    public static CostModel Fit(IReadOnlyList<EncodedPrompt> prompts, double[][] dollars)
    {
        var inputs = prompts.Select(p => p.Inputs).ToArray();
        var ridge = Ridge.Fit(inputs, dollars.Select(c => c.Select(x => Math.Log(Math.Max(x, 1e-9))).ToArray()).ToArray(), null, 50);

        // The mean of a logarithm is not the logarithm of a mean: scale so that the total is right.
        var correction = new double[dollars[0].Length];
        var fitted = inputs.Select(x => ridge.Predict(x)).ToArray();
        for (var m = 0; m < correction.Length; m++) correction[m] = Math.Max(1e-12, dollars.Sum(c => c[m])) / fitted.Sum(f => Math.Exp(f[m]));
        return new CostModel(ridge, correction);
    }

    public double[] Predict(EncodedPrompt prompt)
    {
        var result = _ridge.Predict(prompt.Inputs);
        for (var m = 0; m < result.Length; m++) result[m] = Math.Exp(result[m]) * _correction[m];
        return result;
    }
}
