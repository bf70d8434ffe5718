namespace Switchyard.Cli;

/// <summary>
/// Outcomes of a pool as trees learn them best: how far each model lies from the row's mean, and, of less weight, that mean. A choice among
/// models depends on differences alone, and a split that only tells hard prompts from easy ones says nothing of them.
/// </summary>
internal static class Contrast
{
    private const double LevelWeight = 0.3;

    public static double[] Of(double[] qualities)
    {
        var mean = qualities.Average();
        return [.. qualities.Select(q => q - mean), LevelWeight * mean];
    }

    public static double[] Restore(double[] contrast)
    {
        var level = contrast[^1] / LevelWeight;
        return [.. contrast.SkipLast(1).Select(c => c + level)];
    }
}
