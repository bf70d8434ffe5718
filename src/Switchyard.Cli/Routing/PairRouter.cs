namespace Switchyard.Cli;

/// <summary>
/// Ranks prompts by how much the strong model gains over the weak one. What makes a prompt a matter for stronger models is
/// learned from all training rows, whichever models they hold; the rows of the pair itself then correct it where prompts
/// are similar. Labels of a single pair are so noisy that starting from zero on them would be worse.
/// </summary>
internal sealed class PairRouter : IRouter
{
    private const int Topics = 400;

    // A standard deviation of either sign is worth three points of gain, until 1,500 rows say otherwise.
    private const double PriorWeight = 0.03, PriorRows = 1500;

    private readonly PromptEncoder _encoder;
    private readonly GeneralGain _general;
    private readonly Blend _blend;
    private readonly KernelRidge? _near;

    private PairRouter(PromptEncoder encoder, GeneralGain general, Blend blend, KernelRidge? near) =>
        (_encoder, _general, _blend, _near) = (encoder, general, blend, near);

    /// <summary>How many training rows hold both models.</summary>
    public int OwnRows { get; private init; }

    public static PairRouter Train(IReadOnlyList<OutcomeRow> rows, string weak, string strong, TrainingRun run)
    {
        run.Say("topics", 0);
        var encoder = PromptEncoder.Fit(rows.Select(r => r.Prompt), Topics, run.Seed);
        var encoded = rows.ToDictionary(r => r, r => encoder.Encode(r.Prompt));
        var own = rows.Where(r => r.Scores.ContainsKey(weak) && r.Scores.ContainsKey(strong)).ToArray();
        var others = PanelGain.Of(rows.Except(own));
        run.Say("general gain", 0.3);
        var general = GeneralGain.Fit(others, encoded);
        if (own.Length < 20) return new PairRouter(encoder, general, Blend.Default(rows.Select(r => Signs(general, encoded[r]))), null) { OwnRows = own.Length };

        // A row of the pair may stand in another file too: what it says about itself must not count as foresight.
        var signs = new double[own.Length][];
        for (var fold = 0; fold < TrainingRun.InnerFolds; fold++)
        {
            run.Say($"inner fold {fold + 1} of {TrainingRun.InnerFolds}", 0.4 + (0.1 * fold));
            var model = GeneralGain.Fit(others.Where(o => Folds.Of(o.Row.Group, TrainingRun.InnerFolds, run.Seed) != fold).ToArray(), encoded);
            for (var i = 0; i < own.Length; i++)
            {
                if (Folds.Of(own[i].Group, TrainingRun.InnerFolds, run.Seed) == fold) signs[i] = Signs(model, encoded[own[i]]);
            }
        }

        var gains = own.Select(r => r.Scores[strong] - r.Scores[weak]).ToArray();
        var blend = Blend.Fit(signs, gains, PriorWeight, PriorRows);
        run.Say("similar prompts", 0.8);
        var mean = gains.Average();
        var rest = own.Select((_, i) => new[] { gains[i] - mean - blend.Value(signs[i]) }).ToArray();
        var near = KernelRidge.Fit(own.Select(r => encoded[r]).ToArray(), rest, 4, 3, run.Cancellation);
        return new PairRouter(encoder, general, blend, near) { OwnRows = own.Length };
    }

    public Prediction Decide(PromptRow prompt)
    {
        var encoded = _encoder.Encode(prompt.Prompt);
        var score = _blend.Value(Signs(_general, encoded)) + (_near?.Predict(encoded)[0] ?? 0);
        return new Prediction(prompt.Id, score, null);
    }

    private static double[] Signs(GeneralGain general, EncodedPrompt encoded) => [general.Predict(encoded), encoded.Length];
}
