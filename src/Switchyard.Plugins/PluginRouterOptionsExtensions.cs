namespace Switchyard.Plugins;

/// <summary>Lets a router take its providers from plugins.</summary>
public static class PluginRouterOptionsExtensions
{
    /// <summary>Takes providers from the plugins of a directory.</summary>
    /// <param name="options">The router's options.</param>
    /// <param name="directory">The plugin directory; a relative one lies beside the application. Default <c>plugins</c>.</param>
    /// <param name="configure">Changes the host's options.</param>
    /// <returns>The router's options.</returns>
    public static RouterOptions UsePlugins(this RouterOptions options, string directory = "plugins", Action<PluginHostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var hostOptions = new PluginHostOptions { Directory = Path.GetFullPath(directory, AppContext.BaseDirectory) };
        configure?.Invoke(hostOptions);
        options.Sources.Add(new PluginHost(hostOptions));
        return options;
    }
}
