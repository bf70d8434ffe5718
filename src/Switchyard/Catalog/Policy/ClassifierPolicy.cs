namespace Switchyard;

/// <summary>How prompts of tier <see cref="Tier.Auto"/> are judged: the trained model, and where its tiers begin.</summary>
public sealed record ClassifierPolicy
{
    /// <summary>
    /// A model file of <c>switchyard train</c>, absolute or relative to the policy file's folder; <see langword="null"/> for the one that ships.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>Difficulty from which the mid tier begins, 0..1, above 1 for never; <see langword="null"/>: as the model file says.</summary>
    public double? MidFrom { get; init; }

    /// <summary>Difficulty from which the frontier tier begins, 0..1, above 1 for never; <see langword="null"/>: as the model file says.</summary>
    public double? FrontierFrom { get; init; }
}
