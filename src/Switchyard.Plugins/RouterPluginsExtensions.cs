namespace Switchyard.Plugins;

/// <summary>Lets a router say what its plugins are.</summary>
public static class RouterPluginsExtensions
{
    extension(Router router)
    {
        /// <summary>
        /// The plugins of the router as they stand now: what is loaded, since when, and how many calls are inside; what was refused, and what would not
        /// unload, with the suspect.
        /// </summary>
        public IReadOnlyList<PluginInfo> Plugins => [.. router.Sources.OfType<PluginHost>().SelectMany(host => host.Plugins)];
    }
}
