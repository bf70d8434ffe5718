using System.Diagnostics;

namespace Switchyard.Conformance;

/// <summary>Loads a plugin as an application would, runs the suite against it, and proves that it unloads.</summary>
public static class PluginVerifier
{
    /// <summary>Verifies a plugin.</summary>
    /// <param name="folder">Its folder: manifests, assembly and what the assembly needs.</param>
    /// <param name="providerId">The provider to check; <see langword="null"/> for the one whose manifest brings the assembly.</param>
    /// <param name="progress">Told each row as it comes.</param>
    /// <param name="cancellationToken">Gives the verification up.</param>
    /// <returns>What was found.</returns>
    public static async Task<PluginVerification> VerifyAsync(
        string folder, string? providerId = null, Action<ConformanceResult>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var results = new List<ConformanceResult>();
        var started = Stopwatch.GetTimestamp();
        using var scratch = new ScratchPlugin(folder, providerId);
        var refusal = await scratch.TryAsync().ConfigureAwait(false);
        Report(new(PluginVerification.Load, refusal, Stopwatch.GetElapsedTime(started)));
        if (refusal is not null)
            return new() { Results = results };

        string? skipped = null;
        var wire = scratch.Manifest!.Wire;
        if (ConformanceSuite.Wires.Contains(wire))
            results.AddRange(await ConformanceSuite.RunAllAsync(new() { CreateProvider = scratch.Create, Wire = wire }, progress, cancellationToken).ConfigureAwait(false));
        else
            skipped = Unspoken(wire);

        Report(new(PluginVerification.Unload, scratch.UnloadFailure, scratch.UnloadTime));
        return new() { Plugin = scratch.Plugin, Provider = scratch.Manifest.Id, Results = results, Skipped = skipped };

        void Report(ConformanceResult result)
        {
            results.Add(result);
            progress?.Invoke(result);
        }
    }

    /// <summary>Loads a plugin as an application would, runs one check, and proves that the plugin is gone afterwards: for a test per check.</summary>
    /// <param name="folder">Its folder: manifests, assembly and what the assembly needs.</param>
    /// <param name="check">One of <see cref="ConformanceSuite.Checks"/>, or <see cref="PluginVerification.Load"/> to load and unload only.</param>
    /// <param name="providerId">The provider to check; <see langword="null"/> for the one whose manifest brings the assembly.</param>
    /// <param name="cancellationToken">Gives the check up.</param>
    /// <returns>How it ended; a plugin that cannot be loaded or does not unload has failed.</returns>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public static async Task<ConformanceResult> CheckAsync(
        string folder, string check, string? providerId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var started = Stopwatch.GetTimestamp();
        using var scratch = new ScratchPlugin(folder, providerId);
        var refusal = await scratch.TryAsync().ConfigureAwait(false);
        var result = new ConformanceResult(check, refusal, Stopwatch.GetElapsedTime(started));
        if (refusal is null && check != PluginVerification.Load)
        {
            var wire = scratch.Manifest!.Wire;
            result = ConformanceSuite.Wires.Contains(wire)
                ? await ConformanceSuite.RunAsync(check, new() { CreateProvider = scratch.Create, Wire = wire }, cancellationToken).ConfigureAwait(false)
                : result with { Skipped = Unspoken(wire) };
        }

        return result.Failure is null && scratch.UnloadFailure is { } stuck ? result with { Failure = stuck } : result;
    }

    private static string Unspoken(string wire) =>
        $"The simulated vendor does not speak the wire \"{wire}\" (only {string.Join(", ", ConformanceSuite.Wires)}): only loading and unloading were checked.";
}
