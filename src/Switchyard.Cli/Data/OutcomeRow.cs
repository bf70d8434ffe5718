using System.Text;

namespace Switchyard.Cli;

/// <summary>One prompt and what is known about how models did on it.</summary>
internal sealed class OutcomeRow
{
    public required string Id { get; init; }

    public required string Prompt { get; init; }

    /// <summary>What was kept of a prompt that itself was not; then <see cref="Prompt"/> is empty.</summary>
    public PromptFeatures? Features { get; init; }

    /// <summary>Near-duplicates share a group; folds are made of whole groups.</summary>
    public required string Group { get; init; }

    /// <summary>Where the row comes from. For reports only: no predictor reads it.</summary>
    public string Source { get; init; } = "";

    /// <summary>The subject. For reports only: no predictor reads it.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Model → quality, 0..1.</summary>
    public required Dictionary<string, double> Scores { get; init; }

    /// <summary>Model → US dollars of this call.</summary>
    public required Dictionary<string, double> Costs { get; init; }

    /// <summary>Model → its final answer, where known.</summary>
    public Dictionary<string, string>? Answers { get; init; }

    /// <summary>How hard a classifier takes this row's prompt to be.</summary>
    public float Difficulty(PromptClassifier classifier) =>
        Features is null ? classifier.Classify(Encoding.UTF8.GetBytes(Prompt)).Difficulty
        : Features.Fingerprint == classifier.Model.Fingerprint ? classifier.DifficultyOf(Features)
        : throw new InputException($"Row {Id} holds features of other topics than the classifier's: they belong to the model that the application ran with; name it with --current, or keep prompts.");

    public bool Has(IEnumerable<string> models) => models.All(m => Scores.ContainsKey(m) && Costs.ContainsKey(m));
}
