using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Switchyard.Storage;

namespace Switchyard.Cli;

/// <summary><c>switchyard cost</c>: what was spent, by one property of the calls.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var by = new Option<string>("--by") { Description = "model, provider, task, key, team, tag or day.", DefaultValueFactory = _ => "model" };
        var since = new Option<string>("--since") { Description = "Calls from then on: a day, a time (UTC), or how long ago, such as 7d." };
        var until = new Option<string>("--until") { Description = "Calls before then, likewise." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var csv = new Option<bool>("--csv") { Description = "For spreadsheets." };
        var store = new StoreShell();
        var command = new Command("cost", "Show what was spent.") { by, since, until, json, csv };
        store.AddTo(command);
        command.SetAction(parsed => store.Read(parsed, (terminal, administration) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv))
                throw new InputException("--json and --csv exclude each other: choose one form.");

            var grouping = CostJson.Grouping(parsed.GetValue(by)!, "--by");
            var from = TimeText.Past(parsed.GetValue(since), "--since");
            var to = TimeText.Past(parsed.GetValue(until), "--until");
            if (from >= to)
                throw new InputException("--since must lie before --until.");

            var rows = administration.Costs.Sum(grouping, from, to);
            if (parsed.GetValue(json))
                terminal.WriteLine(StoreJson.Of(writer => CostJson.Write(writer, grouping, rows)));
            else if (parsed.GetValue(csv))
                WriteCsv(terminal, grouping, rows);
            else if (rows.Count == 0)
                terminal.WriteLine("There are no calls in that time.");
            else
                WriteTable(terminal, grouping, rows);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void WriteTable(Terminal terminal, CostGrouping grouping, IReadOnlyList<CostRow> rows)
    {
        var table = Cells.Table(grouping.ToString(), " Calls", " Answered", " Attempts", " Tokens in", " of them cached", " Tokens out", " Cost", " for each answer", " Saved by cache");
        foreach (var row in rows)
        {
            table.AddRow(
                Cells.Text(row.Name is { } name ? $"{name} ({row.Group})" : row.Group), Cells.Count(row.Calls), Cells.Count(row.Succeeded), Cells.Count(row.Attempts),
                Cells.Count(row.InputTokens), Cells.Count(row.CachedTokens), Cells.Count(row.OutputTokens),
                Cells.Usd(row.Cost) + (row.UnknownCosts > 0 ? $" + {Cells.Count(row.UnknownCosts)} unknown" : ""), Cells.Usd(row.CostPerSuccess), Cells.Usd(row.Saved));
        }

        terminal.Write(table);
    }

    private static void WriteCsv(Terminal terminal, CostGrouping grouping, IReadOnlyList<CostRow> rows)
    {
        terminal.WriteLine(CsvText.Line(
            grouping.ToString().ToLowerInvariant(), "name", "calls", "succeeded", "attempts", "input_tokens", "cached_tokens", "output_tokens", "cost_usd", "unknown_costs",
            "cost_per_success_usd", "saved_usd"));
        foreach (var row in rows)
        {
            terminal.WriteLine(CsvText.Line([
                CsvText.Text(row.Group), CsvText.Text(row.Name), .. new[] { row.Calls, row.Succeeded, row.Attempts, row.InputTokens, row.CachedTokens, row.OutputTokens }.Select(Number),
                Usd(row.Cost), Number(row.UnknownCosts), Usd(row.CostPerSuccess), Usd(row.Saved)]));
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Usd(decimal? amount) => amount?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";
}
