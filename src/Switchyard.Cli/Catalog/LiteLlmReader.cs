using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchyard.Cli;

/// <summary>Reads LiteLLM's map of models: USD per token as numbers, long-context rates in the names of fields or as a list of ranges.</summary>
internal static partial class LiteLlmReader
{
    private const decimal Million = 1_000_000;

    private static readonly string[] s_noModels = ["sample_spec", "fallback_generalizations"];

    public static List<CatalogProvider> Read(ConfigurationNode root, SourceReader source, string date) =>
    [
        .. source.Members(root)
            .Where(member => !s_noModels.Contains(member.Key))
            .Select(member => (Provider: source.Required(member.Value, "litellm_provider"), member.Key, member.Value))
            .GroupBy(entry => entry.Provider, StringComparer.Ordinal)
            .Select(group => new CatalogProvider { Id = group.Key, Models = [.. group.Select(entry => ReadModel(group.Key, entry.Key, entry.Value, source, date))] }),
    ];

    [GeneratedRegex(@"_above_(\d+)k_tokens$")]
    private static partial Regex StepPattern();

    private static CatalogModel ReadModel(string provider, string key, ConfigurationNode node, SourceReader source, string date) => new()
    {
        Id = key.StartsWith(provider + "/", StringComparison.Ordinal) ? key[(provider.Length + 1)..] : key,
        Price = StepPrices.Combine(
            Field(node, "input_cost_per_token", source),
            Field(node, "output_cost_per_token", source),
            Field(node, "cache_read_input_token_cost", source),
            Field(node, "cache_creation_input_token_cost", source)),
        ContextWindow = source.Tokens(node, "max_input_tokens"),
        MaxOutput = source.Tokens(node, "max_output_tokens"),
        Capabilities = ReadCapabilities(node, source),
        IsChat = source.Text(node, "mode") is null or "chat",
        IsDeprecated = source.Text(node, "deprecation_date") is { } end && string.CompareOrdinal(end, date) <= 0,
    };

    private static StepPrices Field(ConfigurationNode node, string name, SourceReader source)
    {
        var field = new StepPrices { Base = source.Amount(node, name) * Million };
        foreach (var (key, _) in node.Members)
        {
            if (key.StartsWith(name, StringComparison.Ordinal) && StepPattern().Match(key) is { Success: true } step && step.Index == name.Length
                && int.TryParse(step.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var thousands) && thousands is > 0 and < 1_000_000
                && source.Amount(node, key) is { } price)
            {
                field.Add(thousands * 1000, price * Million);
            }
        }

        foreach (var tier in source.Items(source.Member(node, "tiered_pricing")))
        {
            if (source.Amount(tier, name) * Million is not { } price) continue;
            var start = source.Items(source.Member(tier, "range")) is [var from, ..] ? (int)source.Amount(from) : throw source.Fault(tier, "\"range\" is missing; is the file complete?");
            if (start == 0) field.Base = price;
            else field.Add(start, price);
        }

        return field;
    }

    private static Capabilities ReadCapabilities(ConfigurationNode node, SourceReader source) =>
        (source.Flag(node, "supports_response_schema") ? Capabilities.Schema : 0)
        | (source.Flag(node, "supports_function_calling") ? Capabilities.Tools : 0)
        | (source.Flag(node, "supports_vision") ? Capabilities.Images : 0)
        | (source.Flag(node, "supports_pdf_input") ? Capabilities.Files : 0)
        | (source.Flag(node, "supports_reasoning") ? Capabilities.Reasoning : 0)
        | (source.Flag(node, "supports_assistant_prefill") ? Capabilities.Prefill : 0);
}
