namespace Switchyard.Cli;

/// <summary>Expected quality and cost of every model of a pool, with held-out expectations for the training rows themselves.</summary>
internal sealed class PortfolioModel
{
    private readonly QualityModel _quality;
    private readonly CostModel _cost;
    private readonly double[] _mix;
    private PromptEncoder? _encoder;

    private PortfolioModel(QualityModel quality, CostModel cost, double[] mix) => (_quality, _cost, _mix) = (quality, cost, mix);

    /// <summary>Trains on all rows, and tells what a model trained without a row's group would have expected for it.</summary>
    public static (PortfolioModel Model, Choice[][] HeldOut) Fit(OutcomeRow[] rows, EncodedPrompt[] prompts, string[] pool, TrainingRun run)
    {
        var targets = rows.Select(r => pool.Select(m => r.Scores[m]).ToArray()).ToArray();
        var dollars = rows.Select(r => pool.Select(m => r.Costs[m]).ToArray()).ToArray();
        var each = new double[rows.Length][][];
        var costs = new double[rows.Length][];
        for (var fold = 0; fold < TrainingRun.InnerFolds; fold++)
        {
            run.Say($"inner fold {fold + 1} of {TrainingRun.InnerFolds}", fold / (TrainingRun.InnerFolds + 1.0));
            var train = Members(rows, fold, inside: false, run.Seed);
            var test = Members(rows, fold, inside: true, run.Seed);
            if (train.Length == 0 || test.Length == 0) continue;
            var quality = FitQuality(rows, prompts, targets, train, run);
            var cost = CostModel.Fit(Pick(prompts, train), Pick(dollars, train));
            foreach (var i in test) (each[i], costs[i]) = (quality.PredictEach(prompts[i]), cost.Predict(prompts[i]));
        }

        run.Say("all rows", TrainingRun.InnerFolds / (TrainingRun.InnerFolds + 1.0));
        var mix = LearnerMix.Choose(each, targets);
        var choices = rows.Select((_, i) => ToChoices(LearnerMix.Apply(mix, each[i]), costs[i], targets[i], dollars[i])).ToArray();
        var all = Enumerable.Range(0, rows.Length).ToArray();
        return (new PortfolioModel(FitQuality(rows, prompts, targets, all, run), CostModel.Fit(prompts, dollars), mix), choices);
    }

    public PortfolioModel With(PromptEncoder encoder)
    {
        _encoder = encoder;
        return this;
    }

    public Choice[] Choices(string prompt) => Choices(_encoder!.Encode(prompt));

    public Choice[] Choices(EncodedPrompt prompt) => ToChoices(LearnerMix.Apply(_mix, _quality.PredictEach(prompt)), _cost.Predict(prompt), null, null);

    internal static int[] Members(OutcomeRow[] rows, int fold, bool inside, int seed) =>
        Enumerable.Range(0, rows.Length).Where(i => Folds.Of(rows[i].Group, TrainingRun.InnerFolds, seed + 77) == fold == inside).ToArray();

    internal static T[] Pick<T>(T[] from, int[] places) => places.Select(i => from[i]).ToArray();

    private static QualityModel FitQuality(OutcomeRow[] rows, EncodedPrompt[] prompts, double[][] targets, int[] members, TrainingRun run) =>
        QualityModel.Fit(Pick(prompts, members), Pick(targets, members), members.Select(i => rows[i].Group).ToArray(), run.Seed, run.Cancellation);

    private static Choice[] ToChoices(double[] quality, double[] cost, double[]? trueQuality, double[]? trueCost) =>
        quality.Select((q, m) => new Choice(q, cost[m], trueQuality?[m] ?? 0, trueCost?[m] ?? 0)).ToArray();
}
