namespace Switchyard.Cli;

/// <summary>How much stronger models gain on a prompt in general, learned within panels of models.</summary>
internal sealed class GeneralGain
{
    private const int FewestRows = 500;
    private readonly Ridge? _ridge;

    private GeneralGain(Ridge? ridge) => _ridge = ridge;

    public static GeneralGain Fit(PanelGain[] rows, Dictionary<OutcomeRow, EncodedPrompt> encoded)
    {
        if (rows.Length < FewestRows) return new GeneralGain(null);
        var inputs = rows.Select(r => encoded[r.Row].Inputs).ToArray();
        return new GeneralGain(Ridge.Fit(inputs, rows.Select(r => new[] { r.Gain }).ToArray(), rows.Select(r => r.Panel).ToArray(), 1000, topicFactor: 2));
    }

    public double Predict(EncodedPrompt encoded) => _ridge?.Predict(encoded.Inputs)[0] ?? 0;
}
