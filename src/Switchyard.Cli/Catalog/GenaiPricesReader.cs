using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchyard.Cli;

/// <summary>Reads genai-prices: a list of providers, prices in USD per million tokens, with steps and with conditions.</summary>
internal static class GenaiPricesReader
{
    private static readonly TimeSpan s_patternLimit = TimeSpan.FromMilliseconds(100);

    public static List<CatalogProvider> Read(ConfigurationNode root, SourceReader source, string date)
    {
        var providers = new List<CatalogProvider>();
        foreach (var provider in source.Items(root))
        {
            providers.Add(new()
            {
                Id = source.Required(provider, "id"),
                Name = source.Text(provider, "name"),
                Models = [.. source.Items(source.Member(provider, "models")).Select(model => ReadModel(model, source, date))],
            });
        }

        return providers;
    }

    private static CatalogModel ReadModel(ConfigurationNode node, SourceReader source, string date)
    {
        var id = source.Required(node, "id");
        var prices = source.Member(node, "prices") ?? throw source.Fault(node, "\"prices\" is missing; is the file complete?");
        var (active, note) = prices.Kind == ConfigurationKind.Array ? Choose(prices, source, date) : (prices, null);
        var price = active is null ? null : StepPrices.Combine(
            Field(active, "input_mtok", source), Field(active, "output_mtok", source), Field(active, "cache_read_mtok", source), Field(active, "cache_write_mtok", source));
        if (active is not null && source.Amount(active, "requests_kcount") is { } requests) note = $"{requests.ToString(CultureInfo.InvariantCulture)} USD per thousand requests come on top. {note}".TrimEnd();
        return new()
        {
            Id = id,
            Price = price,
            ContextWindow = source.Tokens(node, "context_window"),
            IsChat = active is null || source.Member(active, "output_mtok") is not null,
            IsDeprecated = source.Flag(node, "deprecated"),
            Note = note,
            Matches = source.Member(node, "match") is { } match ? name => IsMatch(match, name, source) : null,
        };
    }

    /// <summary>The price of a day: the last entry that holds. Prices for certain hours, and later ones, are only told of.</summary>
    private static (ConfigurationNode? Prices, string? Note) Choose(ConfigurationNode list, SourceReader source, string date)
    {
        ConfigurationNode? chosen = null;
        var notes = new List<string>();
        foreach (var entry in source.Items(list))
        {
            var prices = source.Member(entry, "prices") ?? throw source.Fault(entry, "\"prices\" is missing; is the file complete?");
            if (source.Member(entry, "constraint") is not { } constraint)
                chosen = prices;
            else if (source.Text(constraint, "start_date") is not { } start)
                notes.Add($"between {Hour(constraint, "start_time")} and {Hour(constraint, "end_time")} UTC {Told(prices)}");
            else if (string.CompareOrdinal(start, date) <= 0)
                chosen = prices;
            else
                notes.Add($"from {start} on {Told(prices)}");
        }

        return (chosen, notes.Count == 0 ? null : $"Other prices hold {string.Join(", ", notes)}.");

        string Hour(ConfigurationNode constraint, string name) => source.Required(constraint, name).Split(':') is [var hour, var minute, ..] ? $"{hour}:{minute}" : "?";

        string Told(ConfigurationNode prices) => $"(input {Base(prices, "input_mtok")}, output {Base(prices, "output_mtok")})";

        string Base(ConfigurationNode prices, string name) => Field(prices, name, source).Base?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
    }

    private static StepPrices Field(ConfigurationNode prices, string name, SourceReader source)
    {
        var field = new StepPrices();
        if (source.Member(prices, name) is not { } node) return field;
        if (node.Kind != ConfigurationKind.Object)
        {
            field.Base = source.Amount(node);
            return field;
        }

        field.Base = source.Amount(node, "base");
        foreach (var tier in source.Items(source.Member(node, "tiers")))
        {
            var start = source.Tokens(tier, "start") ?? throw source.Fault(tier, "\"start\" must be a number of tokens above 0.");
            field.Add(start, source.Amount(tier, "price") ?? throw source.Fault(tier, "\"price\" is missing; is the file complete?"));
        }

        return field;
    }

    private static bool IsMatch(ConfigurationNode match, string name, SourceReader source) => source.Members(match).Any(member => member.Key switch
    {
        "or" => source.Items(member.Value).Any(part => IsMatch(part, name, source)),
        "and" => source.Items(member.Value).All(part => IsMatch(part, name, source)),
        "equals" => name.Equals(member.Value.Text, StringComparison.OrdinalIgnoreCase),
        "starts_with" => name.StartsWith(member.Value.Text, StringComparison.OrdinalIgnoreCase),
        "ends_with" => name.EndsWith(member.Value.Text, StringComparison.OrdinalIgnoreCase),
        "contains" => name.Contains(member.Value.Text, StringComparison.OrdinalIgnoreCase),
        "regex" => IsPattern(member.Value, name, source),
        _ => false,
    });

    private static bool IsPattern(ConfigurationNode pattern, string name, SourceReader source)
    {
        try
        {
            return Regex.IsMatch(name, pattern.Text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patternLimit);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            throw source.Fault(pattern, "This pattern cannot be used; mend it or take it out.");
        }
    }
}
