using System.CommandLine;
using Spectre.Console;
using Switchyard.Storage;

namespace Switchyard.Cli;

/// <summary><c>switchyard keys</c>: makes, lists and ends the keys of a gateway's callers.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Make, list and end the keys of a gateway's callers.") { CreateKey(), ListKeys(), RotateKey(), RevokeKey() };

    private static Command CreateKey()
    {
        var name = new Argument<string>("name") { Description = "What the key is called." };
        var team = new Option<string>("--team") { Description = "The team that its calls are booked under." };
        var tag = new Option<string[]>("--tag") { Description = "What its calls are booked under besides; may be given again." };
        var expires = new Option<string>("--expires") { Description = "When it ends: a day, a time (UTC), or in how long, such as 90d." };
        var models = new Option<string>("--models") { Description = "The models that it may ask by name: openai/gpt-6-luna,groq/*" };
        var tiers = new Option<string>("--tiers") { Description = "The tiers that it may ask for: cheap,mid,frontier,auto. With neither --models nor --tiers it may ask everything." };
        var requests = new Option<int?>("--rpm") { Description = "The most requests in a minute." };
        var tokens = new Option<long?>("--tpm") { Description = "The most tokens in a minute." };
        var parallel = new Option<int?>("--parallel") { Description = "The most requests at the same time." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var store = new StoreShell();
        var command = new Command("create", "Make a key. Its secret is shown once and stored nowhere.") { name, team, tag, expires, models, tiers, requests, tokens, parallel, json };
        store.AddTo(command);
        command.SetAction(parsed => store.Run(parsed, (terminal, administration) =>
        {
            var issued = administration.Keys.Create(new()
            {
                Name = parsed.GetValue(name)!,
                Team = parsed.GetValue(team),
                Tags = parsed.GetValue(tag) ?? [],
                Expires = TimeText.Future(parsed.GetValue(expires), "--expires"),
                Models = PlanOptions.List(parsed.GetValue(models)) ?? [],
                Tiers = [.. (PlanOptions.List(parsed.GetValue(tiers)) ?? []).Select(ParseTier)],
                RequestsPerMinute = parsed.GetValue(requests),
                TokensPerMinute = parsed.GetValue(tokens),
                Parallel = parsed.GetValue(parallel),
            });
            Show(terminal, issued, parsed.GetValue(json));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command ListKeys()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var store = new StoreShell();
        var command = new Command("list", "List the keys.") { json };
        store.AddTo(command);
        command.SetAction(parsed => store.Read(parsed, (terminal, administration) =>
        {
            var keys = administration.Keys.List();
            if (parsed.GetValue(json))
                terminal.WriteLine(StoreJson.Of(writer => KeyJson.Write(writer, keys, DateTimeOffset.UtcNow)));
            else if (keys.Count == 0)
                terminal.WriteLine("There are no keys.");
            else
                WriteTable(terminal, keys);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command RotateKey()
    {
        var key = new Argument<string>("key") { Description = "The key's name or id." };
        var grace = new Option<string>("--grace") { Description = "How long the old secret is still accepted: 30m, 24h, 7d, or 0m for not at all.", DefaultValueFactory = _ => "24h" };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var store = new StoreShell();
        var command = new Command("rotate", "Give a key a new secret. Budgets and ledger go on.") { key, grace, json };
        store.AddTo(command);
        command.SetAction(parsed => store.Read(parsed, (terminal, administration) =>
        {
            Show(terminal, administration.Keys.Rotate(parsed.GetValue(key)!, TimeText.Span(parsed.GetValue(grace)!, "--grace")), parsed.GetValue(json));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command RevokeKey()
    {
        var key = new Argument<string>("key") { Description = "The key's name or id." };
        var store = new StoreShell();
        var command = new Command("revoke", "End a key for good. A running gateway refuses it within a second.") { key };
        store.AddTo(command);
        command.SetAction(parsed => store.Read(parsed, (terminal, administration) =>
        {
            terminal.WriteLine($"Revoked {administration.Keys.Revoke(parsed.GetValue(key)!)}.");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Tier ParseTier(string text) =>
        TierNames.TryParse(text, out var tier) ? tier : throw new InputException($"\"{text}\" is no tier: choose of cheap, mid, frontier and auto.");

    private static void Show(Terminal terminal, IssuedKey issued, bool isJson)
    {
        if (isJson)
        {
            terminal.WriteLine(StoreJson.Of(writer => KeyJson.Write(writer, issued)));
            return;
        }

        terminal.WriteLine($"The key {issued.Key}. Its secret, shown only now:");
        terminal.WriteLine(issued.Secret);
    }

    private static void WriteTable(Terminal terminal, IReadOnlyList<GatewayKey> keys)
    {
        var table = Cells.Table("Name", "Id", "Team", "Tags", "May ask", " Requests/min", " Tokens/min", " Parallel", "Expires", "State");
        foreach (var key in keys)
        {
            var allowed = string.Join(", ", key.Models.Concat(key.Tiers.Select(TierNames.Of)));
            table.AddRow(
                Cells.Text(key.Name), key.Id, Cells.Text(key.Team), Cells.Text(string.Join(", ", key.Tags)), allowed.Length == 0 ? "everything" : Cells.Text(allowed),
                Cells.Count(key.RequestsPerMinute), Cells.Count(key.TokensPerMinute), Cells.Count(key.Parallel), Cells.Time(key.Expires), KeyJson.State(key, DateTimeOffset.UtcNow));
        }

        terminal.Write(table);
    }
}
