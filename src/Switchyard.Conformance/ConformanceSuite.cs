using System.Diagnostics;

namespace Switchyard.Conformance;

/// <summary>
/// What every provider must do, whatever its wire: checked against a simulated vendor on loopback. Plain code, for any test framework.
/// </summary>
public static class ConformanceSuite
{
    private static readonly ConformanceCheck[] s_checks = [.. RequestChecks.All, .. ReplyChecks.All, .. StreamChecks.All, .. CancellationChecks.All, .. ErrorChecks.All];

    /// <summary>The names of all checks, in the order in which a request passes through a provider.</summary>
    public static IReadOnlyList<string> Checks { get; } = [.. s_checks.Select(check => check.Name)];

    /// <summary>The wires that the simulated vendor speaks, by the names that manifests have for them.</summary>
    public static IReadOnlyList<string> Wires => WireProfile.Ids;

    /// <summary>Runs one check, with a vendor and a provider of its own.</summary>
    /// <param name="check">One of <see cref="Checks"/>.</param>
    /// <param name="target">The provider to check.</param>
    /// <param name="cancellationToken">Gives the check up.</param>
    /// <returns>How it ended. What the provider throws is a failure, not an exception.</returns>
    /// <exception cref="ArgumentException">There is no such check, or the vendor does not speak the target's wire.</exception>
    public static async Task<ConformanceResult> RunAsync(string check, ConformanceTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var chosen = Array.Find(s_checks, candidate => candidate.Name == check)
            ?? throw new ArgumentException($"There is no check \"{check}\"; there are {string.Join(", ", Checks)}.", nameof(check));
        var wire = WireProfile.Find(target.Wire)
            ?? throw new ArgumentException($"The simulated vendor does not speak the wire \"{target.Wire}\"; it speaks {string.Join(", ", Wires)}.", nameof(target));
        if (wire.Exempt.TryGetValue(check, out var reason))
            return new(check, null, TimeSpan.Zero) { Skipped = reason };
        var started = Stopwatch.GetTimestamp();
        var failure = await CheckRun.RunAsync(chosen, target, wire, cancellationToken).ConfigureAwait(false);
        return new(check, failure, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Runs all checks, one after the other.</summary>
    /// <param name="target">The provider to check.</param>
    /// <param name="progress">Told each result as it comes.</param>
    /// <param name="cancellationToken">Gives the run up.</param>
    /// <returns>A result for each of <see cref="Checks"/>, in their order.</returns>
    public static async Task<IReadOnlyList<ConformanceResult>> RunAllAsync(
        ConformanceTarget target, Action<ConformanceResult>? progress = null, CancellationToken cancellationToken = default)
    {
        var results = new List<ConformanceResult>();
        foreach (var check in Checks)
        {
            results.Add(await RunAsync(check, target, cancellationToken).ConfigureAwait(false));
            progress?.Invoke(results[^1]);
        }

        return results;
    }
}
