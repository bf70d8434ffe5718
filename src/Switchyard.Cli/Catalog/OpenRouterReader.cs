using System.Globalization;

namespace Switchyard.Cli;

/// <summary>Reads the list of models that OpenRouter's API gives: USD per token as strings, where -1 means that it depends.</summary>
internal static class OpenRouterReader
{
    private const decimal Million = 1_000_000;

    public static List<CatalogProvider> Read(ConfigurationNode root, SourceReader source, string date) =>
    [
        new()
        {
            Id = CatalogFormat.OpenRouter,
            Name = "OpenRouter",
            Endpoint = "https://openrouter.ai/api/v1",
            Keys = ["OPENROUTER_API_KEY"],
            Models = [.. source.Items(source.Member(root, "data")).Select(node => ReadModel(node, source, date))],
        },
    ];

    private static CatalogModel ReadModel(ConfigurationNode node, SourceReader source, string date)
    {
        var architecture = source.Member(node, "architecture");
        var top = source.Member(node, "top_provider");
        var output = architecture is null ? [] : source.Texts(architecture, "output_modalities");
        return new()
        {
            Id = source.Required(node, "id"),
            Price = source.Member(node, "pricing") is { } pricing ? ReadPrice(pricing, source) : null,
            ContextWindow = source.Tokens(node, "context_length"),
            MaxOutput = top is null ? null : source.Tokens(top, "max_completion_tokens"),
            Capabilities = ReadCapabilities(architecture is null ? [] : source.Texts(architecture, "input_modalities"), source.Texts(node, "supported_parameters")),
            IsChat = output.Count == 0 || output.Contains("text"),
            IsDeprecated = source.Text(node, "expiration_date") is { } end && string.CompareOrdinal(end, date) <= 0,
        };
    }

    private static ModelPrice? ReadPrice(ConfigurationNode pricing, SourceReader source)
    {
        return StepPrices.Combine(Field("prompt"), Field("completion"), Field("input_cache_read"), Field("input_cache_write"));

        StepPrices Field(string name)
        {
            if (source.Member(pricing, name) is not { } node) return new();
            if (!decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) || price > SourceReader.HighestAmount) throw source.Fault(node, "This must be an amount of USD per token.");
            return new() { Base = price < 0 ? null : price * Million };
        }
    }

    private static Capabilities ReadCapabilities(IReadOnlyList<string> input, IReadOnlyList<string> parameters) =>
        (parameters.Contains("structured_outputs") ? Capabilities.Schema : 0)
        | (parameters.Contains("tools") ? Capabilities.Tools : 0)
        | (parameters.Contains("reasoning") ? Capabilities.Reasoning : 0)
        | (input.Contains("image") ? Capabilities.Images : 0)
        | (input.Contains("file") ? Capabilities.Files : 0);
}
