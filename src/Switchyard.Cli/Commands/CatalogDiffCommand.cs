using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Switchyard.Cli;

/// <summary><c>switchyard catalog diff</c>: what an update changes.</summary>
internal static class CatalogDiffCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("old") { Description = "A manifest, or a folder of them." };
        var current = new Argument<string>("new") { Description = "The same, as it is now." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("diff", "Show what differs between two sets of manifests. Exit code 4 if something does.") { old, current, json };
        command.SetAction(parsed => Shell.Run(parsed, terminal =>
        {
            var changes = ManifestDiff.Of(ManifestSet.Read([parsed.GetValue(old)!]), ManifestSet.Read([parsed.GetValue(current)!]));
            if (parsed.GetValue(json)) terminal.WriteLine(Json(changes));
            else WriteTable(terminal, changes);
            return changes.Count == 0 ? ExitCode.Done : ExitCode.Different;
        }));
        return command;
    }

    private static void WriteTable(Terminal terminal, List<ManifestChange> changes)
    {
        if (changes.Count > 0)
        {
            var table = new Table().AddColumns("model", "field", "before", "after");
            foreach (var change in changes) table.AddRow(Markup.Escape(change.Model), Markup.Escape(change.Field), Markup.Escape(change.Before ?? "–"), Markup.Escape(change.After ?? "–"));
            terminal.Write(table);
        }

        var models = changes.Select(change => change.Model).Distinct().Count();
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{changes.Count} differences in {models} models and providers."));
    }

    private static string Json(List<ManifestChange> changes) => new JsonArray([.. changes.Select(change => new JsonObject
    {
        ["model"] = change.Model,
        ["field"] = change.Field,
        ["before"] = change.Before,
        ["after"] = change.After,
    })]).ToJsonString();
}
