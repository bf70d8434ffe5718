namespace Switchyard;

/// <summary>Where a call would go at this moment, and why.</summary>
public sealed record RoutePlan
{
    /// <summary>The task's identity.</summary>
    public required string Task { get; init; }

    /// <summary>By what the candidates are ordered.</summary>
    public required RoutingStrategy Strategy { get; init; }

    /// <summary>The estimated tokens of the request.</summary>
    public required int InputTokens { get; init; }

    /// <summary>The tokens that the answer is expected to have.</summary>
    public required int ExpectedOutputTokens { get; init; }

    /// <summary>Whether the catalog says the same as it did when the task was built; otherwise the candidates are those of the catalog as it is now.</summary>
    public bool IsAsBuilt { get; init; }

    /// <summary>The names of the policy's rules that decide about it, with commas between; <see langword="null"/> for none.</summary>
    public string? Rules { get; init; }

    /// <summary>The candidates: first those that are asked, in order, then those that are not.</summary>
    public required IReadOnlyList<PlannedCandidate> Candidates { get; init; }

    /// <summary>The candidates of stronger tiers that are asked after an answer that does not fit, likewise; none unless task or policy says so.</summary>
    public IReadOnlyList<PlannedCandidate> Stronger { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Task} ({Strategy}, about {InputTokens} tokens in, {ExpectedOutputTokens} out{(Rules is null ? "" : $", by {Rules}")}):{Environment.NewLine}"
        + string.Join(Environment.NewLine, Candidates.Select(candidate => "  " + candidate).Concat(Stronger.Select(candidate => "  when an answer does not fit, " + candidate)));
}
