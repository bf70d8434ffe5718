namespace Switchyard.Cli;

/// <summary>Two classifiers on the same rows: how well the difficulty of each tells which prompts models fail on.</summary>
/// <param name="Candidate">Correlation of the candidate.</param>
/// <param name="Current">Correlation of the current one.</param>
/// <param name="Low">Lower end of the paired 95 % interval of the difference.</param>
/// <param name="High">Upper end of the paired 95 % interval of the difference.</param>
/// <param name="Count">Rows.</param>
internal sealed record ClassifierComparison(double Candidate, double Current, double Low, double High, int Count)
{
    /// <summary>Whether the candidate is worse beyond doubt.</summary>
    public bool IsWorse => High < 0;

    public static ClassifierComparison Of(PromptClassifier candidate, PromptClassifier current, IReadOnlyList<OutcomeRow> rows, int boot, int seed)
    {
        double[] mine = ClassifierScore.Products(candidate, rows), theirs = ClassifierScore.Products(current, rows);
        var (low, high) = Statistics.MeanInterval([.. mine.Select((m, i) => m - theirs[i])], boot, seed);
        return new ClassifierComparison(mine.Average(), theirs.Average(), low, high, rows.Count);
    }

    public override string ToString() => FormattableString.Invariant(
        $"Difficulty against failures on {Count} prompts: new {Candidate:F3}, current {Current:F3}, difference [{Low:+0.000;-0.000}, {High:+0.000;-0.000}].");
}
