using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Switchyard.Cli;

/// <summary><c>switchyard catalog import</c>: makes and renews manifests from public price catalogs.</summary>
internal static class CatalogImportCommand
{
    public static Command Create()
    {
        var input = new Argument<string[]>("file") { Description = "Catalogs; of two that know a fact, the first is believed.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = $"The folder of the manifests; its {ImportRules.FileName}, if there is one, holds the rules.", Required = true };
        var provider = new Option<string[]>("--provider") { Description = "Only these providers; one without a manifest gets one.", AllowMultipleArgumentsPerToken = true };
        var model = new Option<string[]>("--model") { Description = "Take up the models with these ids, * being any characters; default: as the rules say.", AllowMultipleArgumentsPerToken = true };
        var except = new Option<string[]>("--except") { Description = "Leave out the models with these ids.", AllowMultipleArgumentsPerToken = true };
        var known = new Option<bool>("--known") { Description = "Renew the models that the manifests have, add none." };
        var format = new Option<string>("--format") { Description = $"{string.Join(", ", CatalogFormat.All)}; default: told by the shape of each file." };
        var label = new Option<string[]>("--label") { Description = "How the manifests name each file as their source, in the files' order; default: its format.", AllowMultipleArgumentsPerToken = true };
        var date = new Option<string>("--date") { Description = "The day of the figures, yyyy-MM-dd; default: today." };
        var endpoint = new Option<string>("--endpoint") { Description = "For a provider without a manifest: the base address of its API." };
        var key = new Option<string[]>("--key") { Description = "For a provider without a manifest: the variables that hold its key.", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("import", "Make and renew manifests from public price catalogs (genai-prices, models.dev, LiteLLM, OpenRouter).")
        {
            input, output, provider, model, except, known, format, label, date, endpoint, key, json,
        };
        command.SetAction(parsed => Shell.Run(parsed, terminal =>
        {
            var day = Day(parsed.GetValue(date));
            var paths = parsed.GetValue(input)!;
            var labels = parsed.GetValue(label) ?? [];
            if (labels.Length > 0 && labels.Length != paths.Length) throw new InputException($"--label has {labels.Length} names for {paths.Length} files: give one for each, in the same order.");
            if (parsed.GetValue(format) is { } named && !CatalogFormat.All.Contains(named)) throw new InputException($"--format {named} is unknown: write {string.Join(", ", CatalogFormat.All)}.");

            var files = paths.Select((path, index) => CatalogFileReader.Read(path, parsed.GetValue(format), labels.ElementAtOrDefault(index), day)).ToList();
            var import = new CatalogImport(parsed.GetValue(output)!, files, day)
            {
                Models = parsed.GetValue(model) ?? [],
                Except = parsed.GetValue(except) ?? [],
                KnownOnly = parsed.GetValue(known),
                Endpoint = parsed.GetValue(endpoint),
                Keys = parsed.GetValue(key) ?? [],
            };
            var chosen = parsed.GetValue(provider) is { Length: > 0 } ids ? ids.Distinct().ToList() : [.. import.Present()];
            if (chosen.Count == 0) throw new InputException($"{parsed.GetValue(output)} holds no manifest of a provider that the catalog knows: name one with --provider.");
            foreach (var id in chosen) import.Add(id);
            import.Write();

            if (parsed.GetValue(json)) terminal.WriteLine(Json(import.Results));
            else WriteTable(terminal, import.Results);
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Day(string? text)
    {
        if (text is null) return TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text
            : throw new InputException($"--date {text} is no day: write it as 2026-11-23.");
    }

    private static void WriteTable(Terminal terminal, List<ImportResult> results)
    {
        var table = new Table().AddColumns("provider", "models", "added", "updated", "not in the catalog", "given up by the vendor");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Provider + (result.IsNew ? " (new)" : "")),
                Count(result.Models),
                Count(result.Added.Count),
                Count(result.Updated.Count),
                Markup.Escape(string.Join(", ", result.Unknown)),
                Markup.Escape(string.Join(", ", result.Deprecated)));
        }

        terminal.Write(table);
        terminal.WriteLine($"{results.Count(result => result.IsChanged)} of {results.Count} manifests changed, {results.Sum(result => result.Models)} models in all.");

        static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Json(List<ImportResult> results) => new JsonArray([.. results.Select(result => new JsonObject
    {
        ["provider"] = result.Provider,
        ["file"] = result.Path,
        ["new"] = result.IsNew,
        ["changed"] = result.IsChanged,
        ["models"] = result.Models,
        ["added"] = Names(result.Added),
        ["updated"] = Names(result.Updated),
        ["unknown"] = Names(result.Unknown),
        ["deprecated"] = Names(result.Deprecated),
    })]).ToJsonString();

    private static JsonArray Names(IReadOnlyList<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
