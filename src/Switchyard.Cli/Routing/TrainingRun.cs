namespace Switchyard.Cli;

/// <summary>What every trainer needs besides data.</summary>
/// <param name="Seed">Same seed, same data: same result.</param>
/// <param name="Progress">Told what is being done now, and which share of the whole is done, 0..1.</param>
/// <param name="Cancellation">Ends the run.</param>
internal sealed record TrainingRun(int Seed = 1, Action<string, double>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Folds inside the training rows, for choosing the operating point.</summary>
    public const int InnerFolds = 4;

    /// <summary>Ranks prompts where no row tells more.</summary>
    public PromptClassifier Classifier { get; init; } = PromptClassifier.Default;

    /// <param name="what">What begins now.</param>
    /// <param name="done">The share of this run that is done, 0..1.</param>
    public void Say(string what, double done)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress?.Invoke(what, done);
    }

    /// <summary>A run that is a part of this one: its progress fills the share from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public TrainingRun Part(double from, double to, string? title = null) => this with
    {
        Progress = Progress is { } say ? (what, done) => say(title is null ? what : $"{title}: {what}", from + ((to - from) * done)) : null,
    };
}
