using Microsoft.Extensions.Logging;

namespace Switchyard.Plugins;

/// <summary>The host's log events. Never a message of an exception or a provider: those may hold a key.</summary>
internal static partial class PluginLog
{
    [LoggerMessage(1, LogLevel.Information, "Plugin {Plugin} {Version} was loaded and serves {Providers}.")]
    public static partial void Loaded(ILogger logger, string plugin, Version version, string providers);

    [LoggerMessage(2, LogLevel.Information, "Plugin {Plugin} {Version} was unloaded.")]
    public static partial void Unloaded(ILogger logger, string plugin, Version version);

    [LoggerMessage(3, LogLevel.Warning, "Plugin {Plugin} {Version} could not be unloaded and stays in memory: {Suspect}.")]
    public static partial void Quarantined(ILogger logger, string plugin, Version version, string suspect);

    [LoggerMessage(4, LogLevel.Warning, "Provider {Provider} threw {ExceptionType} instead of returning a result.")]
    public static partial void CallThrew(ILogger logger, string provider, string? exceptionType);

    [LoggerMessage(5, LogLevel.Warning, "Provider {Provider} threw {ExceptionType} in {Place}.")]
    public static partial void StrayException(ILogger logger, string provider, string place, string? exceptionType);

    [LoggerMessage(6, LogLevel.Error, "Taking up a change of the plugins failed with {ExceptionType}.")]
    public static partial void ReloadFailed(ILogger logger, string? exceptionType);

    [LoggerMessage(7, LogLevel.Warning,
        "Plugin {Plugin} {Version} may end the process when it is unloaded: {ThreadStatic}. Remove that, or set \"collectible\": false in its manifest.")]
    public static partial void KeepsThreadStatics(ILogger logger, string plugin, Version version, string threadStatic);
}
