using Switchyard.Plugins;

namespace Switchyard.Conformance;

/// <summary>What the verification of a plugin found.</summary>
public sealed record PluginVerification
{
    /// <summary>The first and the last row: that the plugin loads, and that it is gone from memory after every use.</summary>
    public const string Load = "load", Unload = "unload: proved gone from memory, after every check";

    /// <summary>What is known of the plugin; <see langword="null"/> if it could not be loaded.</summary>
    public PluginInfo? Plugin { get; init; }

    /// <summary>The provider that was checked; <see langword="null"/> if none could be made.</summary>
    public string? Provider { get; init; }

    /// <summary>A row for loading, one for each check of the suite, one for unloading.</summary>
    public required IReadOnlyList<ConformanceResult> Results { get; init; }

    /// <summary>Why the suite was not run, in one sentence; <see langword="null"/> if it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>Whether every row passed.</summary>
    public bool HasPassed => Results.All(result => result.HasPassed);
}
