namespace Switchyard.Storage;

/// <summary>A key that callers of a gateway show, and what it allows. The secret itself is known to nobody but its holder.</summary>
public sealed class GatewayKey
{
    /// <summary>Its identity in ledger and budgets; the same through every rotation.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called; unique among the keys that are not revoked.</summary>
    public required string Name { get; init; }

    /// <summary>The team that its calls are booked under; <see langword="null"/> for none.</summary>
    public string? Team { get; init; }

    /// <summary>What its calls are booked under besides.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The models that may be asked by name: full ids, or <c>provider/*</c>. See <see cref="Allows(string)"/>.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The tiers that may be asked for; <see cref="Tier.Auto"/> lets the classifier decide among all. See <see cref="Allows(Tier)"/>.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>The most requests in any 60 seconds; <see langword="null"/> for no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The most tokens, in and out, in any 60 seconds; <see langword="null"/> for no limit.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>The most requests at the same time; <see langword="null"/> for no limit.</summary>
    public int? Parallel { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From when on it is not accepted any more; <see langword="null"/> for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was revoked; <see langword="null"/> if it was not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    private bool IsUnbounded => Models.Count == 0 && Tiers.Count == 0;

    /// <summary>Whether a model may be asked by name. A key that names neither models nor tiers may ask every model; otherwise only those it names.</summary>
    /// <param name="model">The full id, <c>provider/model</c>.</param>
    /// <returns>Whether it may.</returns>
    public bool Allows(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (IsUnbounded)
            return true;

        for (var index = 0; index < Models.Count; index++)
        {
            var allowed = Models[index];
            if (allowed.EndsWith("/*", StringComparison.Ordinal) ? model.AsSpan().StartsWith(allowed.AsSpan()[..^1], StringComparison.Ordinal) : allowed == model)
                return true;
        }

        return false;
    }

    /// <summary>Whether a tier may be asked for. A key that names neither models nor tiers may ask every tier; otherwise only those it names.</summary>
    /// <param name="tier">The tier.</param>
    /// <returns>Whether it may.</returns>
    public bool Allows(Tier tier)
    {
        if (IsUnbounded)
            return true;

        for (var index = 0; index < Tiers.Count; index++)
        {
            if (Tiers[index] == tier)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Id})";
}
