namespace Switchyard.Conformance;

/// <summary>How one check ended.</summary>
/// <param name="Check">Its name, one of <see cref="ConformanceSuite.Checks"/>.</param>
/// <param name="Failure">What was expected and what came, in one sentence; <see langword="null"/> if it passed.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ConformanceResult(string Check, string? Failure, TimeSpan Duration)
{
    /// <summary>Why the check makes no sense on the provider's wire and was not run, in one sentence; <see langword="null"/> if it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>Whether nothing is wrong: it passed, or does not apply.</summary>
    public bool HasPassed => Failure is null;
}
