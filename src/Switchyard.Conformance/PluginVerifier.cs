using System.Diagnostics;
using Switchyard.Simulator;

namespace Switchyard.Conformance;

/// <summary>Loads a plugin as an application would, runs the suite against it, and proves that it unloads.</summary>
public static class PluginVerifier
{
    /// <summary>The wires that the simulated vendor speaks, and where.</summary>
    private static readonly Dictionary<string, Func<SimulatorServer, Uri>> s_wires = new(StringComparer.Ordinal)
    {
        ["openai"] = static server => server.Endpoint,
    };

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
        if (s_wires.TryGetValue(scratch.Manifest!.Wire, out var endpoint))
            results.AddRange(await ConformanceSuite.RunAllAsync(new() { CreateProvider = scratch.Create, Endpoint = endpoint }, progress, cancellationToken).ConfigureAwait(false));
        else
            skipped = $"The simulated vendor does not speak the wire \"{scratch.Manifest.Wire}\" (only {string.Join(", ", s_wires.Keys)}): only loading and unloading were checked.";

        Report(new(PluginVerification.Unload, scratch.UnloadFailure, scratch.UnloadTime));
        return new() { Plugin = scratch.Plugin, Provider = scratch.Manifest.Id, Results = results, Skipped = skipped };

        void Report(ConformanceResult result)
        {
            results.Add(result);
            progress?.Invoke(result);
        }
    }
}
