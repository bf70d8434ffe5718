namespace Switchyard;

/// <summary>What the build found out about a task from policy and manifests. For generated code.</summary>
public sealed record TaskBuild
{
    /// <summary>
    /// Stands for everything that <see cref="Candidates"/> follows from. A router whose catalog has another one takes the candidates from its own
    /// catalog instead.
    /// </summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>The full ids of the models that can answer, in the order of the policy.</summary>
    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>What a call can cost at most, in USD, all its attempts together; <see langword="null"/> if nothing bounds it.</summary>
    public decimal? WorstCostUsd { get; init; }

    /// <summary>How long a call can take at most.</summary>
    public TimeSpan WorstTime { get; init; }
}
