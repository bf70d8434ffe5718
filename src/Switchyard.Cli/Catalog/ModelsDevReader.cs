namespace Switchyard.Cli;

/// <summary>Reads models.dev: providers by id, models by id, costs in USD per million tokens, limits, modalities and abilities.</summary>
internal static class ModelsDevReader
{
    private const int LongContext = 200_000;

    public static List<CatalogProvider> Read(ConfigurationNode root, SourceReader source) =>
        [.. source.Members(root).Select(member => ReadProvider(member.Key, member.Value, source))];

    private static CatalogProvider ReadProvider(string id, ConfigurationNode node, SourceReader source) => new()
    {
        Id = id,
        Name = source.Text(node, "name"),
        Endpoint = source.Text(node, "api"),
        Keys = source.Texts(node, "env"),
        Models = source.Member(node, "models") is { } models ? [.. source.Members(models).Select(member => ReadModel(member.Key, member.Value, source))] : [],
    };

    private static CatalogModel ReadModel(string id, ConfigurationNode node, SourceReader source)
    {
        var limit = source.Member(node, "limit");
        var modalities = source.Member(node, "modalities");
        var output = modalities is null ? [] : source.Texts(modalities, "output");
        return new()
        {
            Id = id,
            Price = source.Member(node, "cost") is { } cost ? ReadPrice(cost, source) : null,
            ContextWindow = limit is null ? null : source.Tokens(limit, "context"),
            MaxOutput = limit is null ? null : source.Tokens(limit, "output"),
            Capabilities = ReadCapabilities(node, modalities is null ? [] : source.Texts(modalities, "input"), source),
            IsChat = modalities is null || output.Contains("text"),
            IsDeprecated = source.Text(node, "status") == "deprecated",
        };
    }

    private static ModelPrice? ReadPrice(ConfigurationNode cost, SourceReader source)
    {
        var longer = source.Member(cost, "context_over_200k");
        return StepPrices.Combine(Field("input"), Field("output"), Field("cache_read"), Field("cache_write"));

        StepPrices Field(string name)
        {
            var field = new StepPrices { Base = source.Amount(cost, name) };
            if (longer is not null && source.Amount(longer, name) is { } price) field.Add(LongContext, price);
            return field;
        }
    }

    private static Capabilities ReadCapabilities(ConfigurationNode node, IReadOnlyList<string> input, SourceReader source) =>
        (source.Flag(node, "structured_output") ? Capabilities.Schema : 0)
        | (source.Flag(node, "tool_call") ? Capabilities.Tools : 0)
        | (source.Flag(node, "reasoning") ? Capabilities.Reasoning : 0)
        | (input.Contains("image") ? Capabilities.Images : 0)
        | (input.Contains("pdf") ? Capabilities.Files : 0);
}
