namespace Switchyard.Storage;

/// <summary>What a request asks for, as far as limits and budgets care.</summary>
public readonly record struct AdmissionRequest
{
    /// <summary>The full id of the model that it names; <see langword="null"/> if it names none.</summary>
    public string? Model { get; init; }

    /// <summary>The tier that it names, if it names no model; <see langword="null"/> if what may be asked is not the key's to say.</summary>
    public Tier? Tier { get; init; }

    /// <summary>The tokens that it is expected to take, in and out. 0 or more; corrected by <see cref="Admission.Settle"/>.</summary>
    public long Tokens { get; init; }

    /// <summary>
    /// What it costs at most in USD, all attempts together: the ceiling that the call is made with. <see langword="null"/> if nobody can say, which a
    /// key without a budget may.
    /// </summary>
    public decimal? WorstCost { get; init; }

    /// <summary>Tags of its own, besides those of the key.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
