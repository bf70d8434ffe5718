namespace Switchyard.Conformance;

/// <summary>How one check ended.</summary>
/// <param name="Check">Its name, one of <see cref="ConformanceSuite.Checks"/>.</param>
/// <param name="Failure">What was expected and what came, in one sentence; <see langword="null"/> if it passed.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ConformanceResult(string Check, string? Failure, TimeSpan Duration)
{
    /// <summary>Whether it passed.</summary>
    public bool HasPassed => Failure is null;
}
