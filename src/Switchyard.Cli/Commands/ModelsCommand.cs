using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Switchyard.Cli;

/// <summary><c>switchyard models</c>: the models that manifests know, filtered and sorted.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var from = new Option<string[]>("--from") { Description = "Manifests, or folders of them; default: those that came with this tool.", AllowMultipleArgumentsPerToken = true };
        var provider = new Option<string[]>("--provider") { Description = "Of these providers.", AllowMultipleArgumentsPerToken = true };
        var tier = new Option<string>("--tier") { Description = "cheap, mid or frontier." };
        var capability = new Option<string[]>("--capability") { Description = "With all of these: " + string.Join(", ", CapabilityNames.All.Select(item => item.Name)) + ".", AllowMultipleArgumentsPerToken = true };
        var price = new Option<string>("--max-input-price") { Description = "At most so many USD per million tokens of input; an unknown price is none." };
        var window = new Option<string>("--min-window") { Description = "With a context window of at least so many tokens." };
        var sort = new Option<string>("--sort") { Description = string.Join(", ", ModelOrder.Names) + "; default id." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("models", "List models with prices, windows, capabilities and tiers.") { from, provider, tier, capability, price, window, sort, json };
        command.SetAction(parsed => Shell.Run(parsed, terminal =>
        {
            var manifests = ManifestSet.Read(parsed.GetValue(from) ?? []);
            var filter = new ModelFilter
            {
                Providers = Known(parsed.GetValue(provider) ?? [], manifests),
                Tier = TierOf(parsed.GetValue(tier)),
                Capabilities = CapabilitiesOf(parsed.GetValue(capability) ?? []),
                MaxInputPrice = Number("--max-input-price", parsed.GetValue(price)),
                MinWindow = Number("--min-window", parsed.GetValue(window)),
            };
            var models = ModelOrder.Sort(manifests.SelectMany(manifest => manifest.Models.Select(model => new ListedModel(manifest, model))).Where(filter.Takes), parsed.GetValue(sort) ?? "id");
            if (parsed.GetValue(json)) terminal.WriteLine(Json(models));
            else WriteTable(terminal, models, manifests);
            return ExitCode.Done;
        }));
        return command;
    }

    private static string[] Known(string[] ids, List<ProviderManifest> manifests) =>
        Array.Find(ids, id => manifests.TrueForAll(manifest => manifest.Id != id)) is { } unknown
            ? throw new InputException($"--provider {unknown} is none of the providers here: name one of {string.Join(", ", manifests.Select(manifest => manifest.Id))}.")
            : ids;

    private static decimal? Number(string option, string? text)
    {
        if (text is null) return null;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InputException($"{option} {text} is no number from 0 on: write it as 0.5 or 128000.");
    }

    private static Tier? TierOf(string? name) => name switch
    {
        null => null,
        "cheap" => Tier.Cheap,
        "mid" => Tier.Mid,
        "frontier" => Tier.Frontier,
        _ => throw new InputException($"--tier {name} is no tier: write cheap, mid or frontier."),
    };

    private static Capabilities CapabilitiesOf(string[] names)
    {
        var all = Capabilities.None;
        foreach (var name in names)
        {
            var index = Array.FindIndex(CapabilityNames.All, item => item.Name == name);
            if (index < 0) throw new InputException($"--capability {name} is none: known are {string.Join(", ", CapabilityNames.All.Select(item => item.Name))}.");
            all |= CapabilityNames.All[index].Value;
        }

        return all;
    }

    private static void WriteTable(Terminal terminal, List<ListedModel> models, List<ProviderManifest> manifests)
    {
        if (models.Count > 0)
        {
            var table = new Table().AddColumns("model", "tier");
            foreach (var name in new[] { "input", "output", "cached", "write", "window", "answer" }) table.AddColumn(new TableColumn(name).RightAligned());
            table.AddColumns("capabilities", "date");
            foreach (var (manifest, model) in models)
            {
                table.AddRow(
                    Markup.Escape($"{manifest.Id}/{model.Id}"),
                    model.Tier?.ToString().ToLowerInvariant() ?? "",
                    Amount(model.Price?.Input) + (model.Price?.LongContext.Count > 0 ? "+" : ""),
                    Amount(model.Price?.Output),
                    Amount(model.Price?.CachedInput),
                    Amount(model.Price?.CacheWrite),
                    Tokens(model.ContextWindow),
                    Tokens(model.MaxOutput),
                    string.Join(' ', CapabilityNames.Of(model.Capabilities)),
                    Markup.Escape(model.Date ?? ""));
            }

            terminal.Write(table);
        }

        terminal.WriteLine($"{models.Count} of {manifests.Sum(manifest => manifest.Models.Count)} models of {manifests.Count} providers. Prices in USD per million tokens; + means more for long requests.");
    }

    private static string Amount(decimal? amount) => amount?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    private static string Tokens(int? tokens) => tokens?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private static string Json(List<ListedModel> models) => new JsonArray([.. models.Select(Json)]).ToJsonString();

    private static JsonObject Json(ListedModel listed) => new()
    {
        ["id"] = $"{listed.Provider.Id}/{listed.Model.Id}",
        ["provider"] = listed.Provider.Id,
        ["model"] = listed.Model.Id,
        ["tier"] = listed.Model.Tier?.ToString().ToLowerInvariant(),
        ["price"] = listed.Model.Price is { } price ? Json(price) : null,
        ["contextWindow"] = listed.Model.ContextWindow,
        ["maxOutput"] = listed.Model.MaxOutput,
        ["capabilities"] = new JsonArray([.. CapabilityNames.Of(listed.Model.Capabilities).Select(name => JsonValue.Create(name))]),
        ["source"] = listed.Model.Source,
        ["date"] = listed.Model.Date,
    };

    private static JsonObject Json(ModelPrice price) => new()
    {
        ["input"] = price.Input,
        ["output"] = price.Output,
        ["cachedInput"] = price.CachedInput,
        ["cacheWrite"] = price.CacheWrite,
        ["longContext"] = new JsonArray([.. price.LongContext.Select(step => new JsonObject
        {
            ["aboveTokens"] = step.AboveTokens,
            ["input"] = step.Price.Input,
            ["output"] = step.Price.Output,
            ["cachedInput"] = step.Price.CachedInput,
            ["cacheWrite"] = step.Price.CacheWrite,
        })]),
    };
}
