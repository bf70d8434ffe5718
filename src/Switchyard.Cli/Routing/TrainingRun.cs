namespace Switchyard.Cli;

/// <summary>What every trainer needs besides data.</summary>
/// <param name="Seed">Same seed, same data: same result.</param>
/// <param name="Progress">Told what is being done now.</param>
/// <param name="Cancellation">Ends the run.</param>
internal sealed record TrainingRun(int Seed = 1, Action<string>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Folds inside the training rows, for choosing the operating point.</summary>
    public const int InnerFolds = 4;

    public void Say(string what)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Invoke(what);
    }
}
