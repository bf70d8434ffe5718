using System.CommandLine;
using System.Text.Json.Nodes;
using Switchyard.Gateway;

namespace Switchyard.Cli;

/// <summary><c>switchyard plugins unload</c>: removes a plugin from a plugin directory; an application that watches lets go of it.</summary>
internal static class PluginsUnloadCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The plugin's folder in the directory." };
        var directory = new Option<string>("--dir") { Description = "The plugin directory.", DefaultValueFactory = _ => "plugins" };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("unload", "Remove a plugin from a directory, the manifests first.") { name, directory, json };
        command.SetAction(parsed => Shell.Run(parsed, terminal =>
        {
            var removed = PluginFolder.Remove(PluginFolder.Existing(parsed.GetValue(directory)!), parsed.GetValue(name)!);
            terminal.WriteLine(parsed.GetValue(json) ? new JsonObject { ["removed"] = removed }.ToJsonString() : $"Removed {removed}; an application that watches the directory drains and unloads it now.");
            return ExitCode.Done;
        }));
        return command;
    }
}
