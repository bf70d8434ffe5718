using System.Runtime.InteropServices;
using System.Text.Json;

namespace Switchyard.Plugins;

/// <summary>Looks into a plugin's <c>.deps.json</c>, from which its dependencies are resolved.</summary>
internal static class DependencyFile
{
    /// <summary>Checks that it is there, was made for this platform, and names no library that is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Its path as the user knows it, for messages.</param>
    /// <exception cref="PluginRefusedException">It is missing, damaged or for another platform, or a library is missing.</exception>
    public static void Check(string path, string source)
    {
        if (!File.Exists(path))
        {
            throw new PluginRefusedException(
                $"{source}: the file is missing; set EnableDynamicLoading in the plugin's project and copy the whole build output.");
        }

        var (runtime, libraries) = Read(path, source);
        if (runtime is not null && !Fits(runtime, RuntimeInformation.RuntimeIdentifier))
        {
            throw new PluginRefusedException(
                $"{source}: it was built for {runtime}, and this is {RuntimeInformation.RuntimeIdentifier}; "
                + "build it for this platform, or without a RuntimeIdentifier.");
        }

        // Now, and not in the middle of the first call that needs it.
        var folder = Path.GetDirectoryName(path)!;
        if (libraries.Find(library => !File.Exists(Path.Combine(folder, library)) && !File.Exists(Path.Combine(folder, Path.GetFileName(library)))) is { } missing)
        {
            throw new PluginRefusedException(
                $"{Path.Combine(Path.GetDirectoryName(source)!, Path.GetFileName(missing))}: the plugin's library is missing; "
                + "copy the whole build output of the plugin, the manifest last.");
        }
    }

    /// <summary>Whether what was built for one platform runs on another: same system and same processor.</summary>
    internal static bool Fits(string built, string here)
    {
        var (builtSystem, builtProcessor) = Split(built);
        var (system, processor) = Split(here);
        return (builtProcessor.Length == 0 || builtProcessor == processor) && builtSystem switch
        {
            "any" => true,
            "unix" => system != "win",
            _ => builtSystem == system,
        };
    }

    private static (string System, string Processor) Split(string runtime)
    {
        var dash = runtime.LastIndexOf('-');
        var system = dash < 0 ? runtime : runtime[..dash];

        // Distributions and versions (ubuntu.24.04, win10, osx.14) run what the family runs.
        if (system.StartsWith("win", StringComparison.Ordinal))
            system = "win";
        else if (system.StartsWith("osx", StringComparison.Ordinal))
            system = "osx";
        else if (system is not ("any" or "unix" or "linux-musl") && !system.StartsWith("linux", StringComparison.Ordinal))
            system = system.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl" : "linux";
        return (system, dash < 0 ? "" : runtime[(dash + 1)..]);
    }

    private static (string? Runtime, List<string> Libraries) Read(string path, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var name = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
            var libraries = new List<string>();
            foreach (var library in document.RootElement.GetProperty("targets").GetProperty(name).EnumerateObject())
            {
                if (library.Value.TryGetProperty("runtime", out var files))
                    libraries.AddRange(files.EnumerateObject().Select(file => file.Name));
            }

            var slash = name.IndexOf('/', StringComparison.Ordinal);
            return (slash < 0 ? null : name[(slash + 1)..], libraries);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new PluginRefusedException($"{source}: the file is damaged or half copied; copy the build output again, the manifest last.");
        }
    }
}
