using Switchyard.Conformance;
using Switchyard.Gateway;
using Switchyard.Plugins;

namespace Switchyard.Cli;

/// <summary>What loading a plugin directory came to.</summary>
internal sealed record PluginListing(IReadOnlyList<PluginInfo> Plugins, IReadOnlyList<string> Sentences)
{
    /// <summary>Loads all of a directory in a host of its own, and unloads it again.</summary>
    public static PluginListing Make(string directory)
    {
        var registry = new ScratchRegistry(null);
        var cache = Directory.CreateTempSubdirectory("switchyard-plugins-");
        try
        {
            var host = new PluginHost(new() { Directory = directory, CacheDirectory = cache.FullName });
            host.Start(registry);
            var plugins = host.Plugins;
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
            var stuck = host.Plugins.Where(plugin => plugin.State == PluginState.Quarantined).Select(plugin => $"{plugin.Path}: the plugin does not unload: {plugin.Reason}.");
            return new(plugins, [.. registry.Refusals, .. stuck]);
        }
        finally
        {
            PluginFolder.TryDelete(cache.FullName);
        }
    }
}
