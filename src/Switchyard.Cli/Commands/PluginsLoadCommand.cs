using System.CommandLine;
using System.Text.Json.Nodes;
using Switchyard.Gateway;

namespace Switchyard.Cli;

/// <summary><c>switchyard plugins load</c>: installs a plugin, or a new version of it, into a plugin directory; an application that watches takes it up.</summary>
internal static class PluginsLoadCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "The plugin's folder, such as its build output." };
        var directory = new Option<string>("--dir") { Description = "The plugin directory.", DefaultValueFactory = _ => "plugins" };
        var name = new Option<string>("--name") { Description = "The folder's name there; default: as it is called." };
        var unverified = new Option<bool>("--no-verify") { Description = "Only check that it loads, not that it conforms." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("load", "Verify a plugin and install it, the manifests last. Exit code 5, and nothing changed, if it fails.") { path, directory, name, unverified, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Shell.Run(parsed, terminal =>
        {
            var source = PluginFolder.Existing(parsed.GetValue(path)!);
            var target = PluginFolder.Existing(parsed.GetValue(directory)!);
            if (!IsSound(terminal, source, parsed.GetValue(unverified), cancellation))
            {
                terminal.Complain($"{source} was not installed: mend what the table says, or accept it with --no-verify if it loads.");
                return ExitCode.Failed;
            }

            var installed = PluginFolder.Install(source, target, parsed.GetValue(name));
            terminal.WriteLine(parsed.GetValue(json) ? new JsonObject { ["installed"] = installed }.ToJsonString() : $"Installed as {installed}; an application that watches {target} loads it now.");
            return ExitCode.Done;
        })));
        return command;
    }

    private static bool IsSound(Terminal terminal, string source, bool loadOnly, CancellationToken cancellationToken)
    {
        if (loadOnly)
        {
            var listing = PluginListing.Make(source);
            foreach (var sentence in listing.Sentences) terminal.Complain(sentence);
            return listing is { Plugins.Count: > 0, Sentences.Count: 0 };
        }

        var verification = PluginsVerifyCommand.Verify(terminal, source, null, cancellationToken);
        if (!verification.HasPassed) PluginsVerifyCommand.WriteTable(terminal, verification);
        return verification.HasPassed;
    }
}
