using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Switchyard.Gateway;
using Switchyard.Plugins;

namespace Switchyard.Cli;

/// <summary><c>switchyard plugins list</c>: what an application would load from a plugin directory, by loading it.</summary>
internal static class PluginsListCommand
{
    public static Command Create()
    {
        var directory = new Option<string>("--dir") { Description = "The plugin directory.", DefaultValueFactory = _ => "plugins" };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("list", "List the plugins of a directory, as an application would load them. Exit code 5 if one is refused or does not unload.") { directory, json };
        command.SetAction((parsed, _) => Task.FromResult(Shell.Run(parsed, terminal =>
        {
            terminal.Say("loading", 0);
            var listing = PluginListing.Make(PluginFolder.Existing(parsed.GetValue(directory)!));
            if (parsed.GetValue(json)) terminal.WriteLine(Json(listing));
            else WriteTable(terminal, listing);
            return listing.Sentences.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        })));
        return command;
    }

    private static void WriteTable(Terminal terminal, PluginListing listing)
    {
        if (listing.Plugins.Count > 0)
        {
            var table = new Table().AddColumns("plugin", "version", "contract", "state", "providers", "path");
            foreach (var plugin in listing.Plugins)
            {
                table.AddRow(
                    Markup.Escape(plugin.Id),
                    plugin.Version?.ToString() ?? "",
                    plugin.ContractVersion?.ToString() ?? "",
                    plugin.State.ToString().ToLowerInvariant(),
                    Markup.Escape(string.Join(", ", plugin.Providers)),
                    Markup.Escape(plugin.Path));
            }

            terminal.Write(table);
        }

        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{listing.Plugins.Count(plugin => plugin.State == PluginState.Loaded)} plugins load, {listing.Sentences.Count} problems."));
        foreach (var sentence in listing.Sentences) terminal.Complain(sentence);
    }

    private static string Json(PluginListing listing) => new JsonObject
    {
        ["plugins"] = new JsonArray([.. listing.Plugins.Select(plugin => new JsonObject
        {
            ["id"] = plugin.Id,
            ["version"] = plugin.Version?.ToString(),
            ["contractVersion"] = plugin.ContractVersion?.ToString(),
            ["state"] = plugin.State.ToString().ToLowerInvariant(),
            ["path"] = plugin.Path,
            ["providers"] = new JsonArray([.. plugin.Providers.Select(id => JsonValue.Create(id))]),
            ["reason"] = plugin.Reason,
        })]),
        ["problems"] = new JsonArray([.. listing.Sentences.Select(sentence => JsonValue.Create(sentence))]),
    }.ToJsonString();
}
