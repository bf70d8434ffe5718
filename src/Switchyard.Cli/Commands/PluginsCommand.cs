using System.CommandLine;

namespace Switchyard.Cli;

/// <summary><c>switchyard plugins</c>: what lies in a plugin directory, whether it is sound, and how it comes and goes.</summary>
internal static class PluginsCommand
{
    public static Command Create() => new("plugins", "List, verify, install and remove plugins.")
    {
        PluginsListCommand.Create(),
        PluginsVerifyCommand.Create(),
        PluginsLoadCommand.Create(),
        PluginsUnloadCommand.Create(),
    };
}
