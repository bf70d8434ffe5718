using System.CommandLine;
using System.Globalization;
using Switchyard.Storage;

namespace Switchyard.Cli;

/// <summary><c>switchyard ledger export</c>: the calls themselves, for other programs.</summary>
internal static class LedgerCommand
{
    public static Command Create() => new("ledger", "Hand the ledger to other programs.") { Export() };

    private static Command Export()
    {
        var format = new Option<string>("--format") { Description = "csv: a line for each call. jsonl: an object for each call, with its attempts.", DefaultValueFactory = _ => "csv" };
        var since = new Option<string>("--since") { Description = "Calls from then on: a day, a time (UTC), or how long ago, such as 7d." };
        var until = new Option<string>("--until") { Description = "Calls before then, likewise." };
        var store = new StoreShell();
        var command = new Command("export", "Write the calls to standard output, in the order in which they ended.") { format, since, until };
        store.AddTo(command);
        command.SetAction(parsed => store.Read(parsed, (terminal, administration) =>
        {
            var form = parsed.GetValue(format);
            if (form is not ("csv" or "jsonl"))
                throw new InputException($"--format takes csv or jsonl, not \"{form}\".");

            var from = TimeText.Past(parsed.GetValue(since), "--since");
            var to = TimeText.Past(parsed.GetValue(until), "--until");
            if (form == "csv")
            {
                terminal.WriteLine(CsvText.Line("id", "started", "key", "team", "tags", "asked", "task", "tier", "provider", "model", "outcome", "attempts", "input_tokens",
                    "cached_tokens", "written_tokens", "output_tokens", "reasoning_tokens", "cost_usd", "is_cached", "saved_usd", "duration_ms", "first_token_ms", "request_id"));
            }

            administration.Costs.ForEach(call => terminal.WriteLine(form == "csv" ? Csv(call) : StoreJson.Of(writer => LedgerJson.Write(writer, call), isLine: true)), from, to);
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Csv(LedgerCall call) => CsvText.Line(
        call.Id.ToString(), Time(call.Started), CsvText.Text(call.Key), CsvText.Text(call.Team), CsvText.Text(Tags(call.Tags)), CsvText.Text(call.Asked),
        CsvText.Text(call.Task), CsvText.Text(call.Tier), CsvText.Text(call.Provider), CsvText.Text(call.Model), CsvText.Text(call.Outcome), Number(call.Attempts.Count),
        Number(call.Usage.InputTokens), Number(call.Usage.CachedInputTokens), Number(call.Usage.CacheWriteTokens), Number(call.Usage.OutputTokens), Number(call.Usage.ReasoningTokens),
        Number(call.Cost), call.IsCached ? "true" : "false", Number(call.Saved), Milliseconds(call.Duration), Milliseconds(call.FirstToken), CsvText.Text(call.RequestId));

    private static string Tags(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : StoreJson.Of(
        writer =>
        {
            writer.WriteStartArray();
            foreach (var tag in tags)
                writer.WriteStringValue(tag);
            writer.WriteEndArray();
        },
        isLine: true);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan? span) => span?.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    private static string Number(decimal? number) => number?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";
}
