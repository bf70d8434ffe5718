namespace Switchyard;

/// <summary>The assembly that a manifest brings along.</summary>
public sealed record PluginManifest
{
    /// <summary>The assembly's file name, beside the manifest.</summary>
    public required string Assembly { get; init; }

    /// <summary>The full name of the type in it that implements <c>IProviderFactory</c>.</summary>
    public required string EntryType { get; init; }

    /// <summary>Whether the plugin can be unloaded. Not unloadable means ReadyToRun code is used, so the first call is faster. Default true.</summary>
    public bool Collectible { get; init; } = true;
}
