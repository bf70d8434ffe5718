namespace Switchyard.Plugins;

/// <summary>What a <see cref="PluginHost"/> is told.</summary>
public sealed class PluginHostOptions
{
    /// <summary>The plugin directory: manifests stand in it or in its folders, one folder per plugin, beside the plugin's assembly.</summary>
    public required string Directory { get; init; }

    /// <summary>More directories with manifests, for vendors that need no code of their own; relative ones lie beside the application. Default none.</summary>
    public IList<string> ManifestDirectories { get; } = [];

    /// <summary>
    /// Where the private copies of the plugins go: a directory of this process alone is made in it. Default: the user's temporary directory.
    /// </summary>
    public string CacheDirectory { get; set; } = Path.GetTempPath();

    /// <summary>Whether plugins are loaded, replaced and removed when manifests change on disk. Default no.</summary>
    public bool Watch { get; set; }

    /// <summary>How long manifests must have been left alone before a change is taken up. Default 500 ms.</summary>
    public TimeSpan Debounce { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the entry type and each provider may take to be made. Default 10 s.</summary>
    public TimeSpan ConstructionLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long calls in flight may go on in a plugin that is given up; then they are cancelled. Default 30 s.</summary>
    public TimeSpan DrainDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long calls in flight may go on when the host itself is disposed, if <see cref="DrainDeadline"/> is not shorter; then they are
    /// cancelled. Default 3 s.
    /// </summary>
    public TimeSpan ShutdownDeadline { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long cancelled calls and the disposal of a provider may take before they count as stuck. Default 2 s.</summary>
    public TimeSpan CancelGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the proof of an unload may take before the unload counts as failed. Default 5 s.</summary>
    public TimeSpan UnloadLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Lists the folders of a directory. Tests let it fail: their user may read everything.</summary>
    internal Func<string, string[]> ListFolders { get; set; } = System.IO.Directory.GetDirectories;
}
