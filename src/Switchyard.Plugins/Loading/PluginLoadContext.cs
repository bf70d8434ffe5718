using System.Reflection;
using System.Runtime.Loader;

namespace Switchyard.Plugins;

/// <summary>Where one plugin's assemblies live: its own versions of everything but the boundary and the framework.</summary>
internal sealed class PluginLoadContext(string name, string assemblyPath, bool isCollectible) : AssemblyLoadContext(name, isCollectible)
{
    private static readonly Assembly s_contract = typeof(IProvider).Assembly;

    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The host's own object, whatever version was asked for and whatever copy lies beside the plugin: another answer would
        // give the boundary's types a second identity, or fail for a plugin that was built against a newer minor version.
        if (assemblyName.Name == s_contract.GetName().Name)
            return s_contract;

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    // Also what only lies beside the assembly, without a word in its .deps.json. The runtime would find that too, but it remembers by name
    // and for the whole process what it found: a second plugin would get the first one's.
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        (_resolver.ResolveUnmanagedDllToPath(unmanagedDllName) ?? FindBeside(unmanagedDllName)) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private string? FindBeside(string name)
    {
        if (Path.GetFileName(name) != name)
            return null;
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        var folder = Path.GetDirectoryName(assemblyPath)!;
        string[] candidates = [name + extension, $"lib{name}{extension}", name, $"lib{name}"];
        return candidates.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists);
    }
}
