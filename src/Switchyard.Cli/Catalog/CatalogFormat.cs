namespace Switchyard.Cli;

/// <summary>The public catalogs that can be read.</summary>
internal static class CatalogFormat
{
    /// <summary>Pydantic's genai-prices: USD per million tokens.</summary>
    public const string GenaiPrices = "genai-prices";

    /// <summary>models.dev's <c>api.json</c>: USD per million tokens.</summary>
    public const string ModelsDev = "models-dev";

    /// <summary>LiteLLM's <c>model_prices_and_context_window.json</c>: USD per token, as numbers.</summary>
    public const string LiteLlm = "litellm";

    /// <summary>OpenRouter's list of models: USD per token, as strings.</summary>
    public const string OpenRouter = "openrouter";

    public static readonly string[] All = [GenaiPrices, ModelsDev, LiteLlm, OpenRouter];

    /// <summary>Tells the format by the shape of the file; <see langword="null"/> if it is none of them.</summary>
    public static string? Detect(ConfigurationNode root)
    {
        if (root.Kind == ConfigurationKind.Array) return root.Items.Exists(item => Has(item, "models", ConfigurationKind.Array)) ? GenaiPrices : null;
        if (Has(root, "data", ConfigurationKind.Array)) return OpenRouter;
        if (root.Members.Exists(member => Has(member.Value, "litellm_provider", ConfigurationKind.String))) return LiteLlm;
        return root.Members.Exists(member => Has(member.Value, "models", ConfigurationKind.Object)) ? ModelsDev : null;
    }

    private static bool Has(ConfigurationNode node, string name, ConfigurationKind kind) =>
        node.Members.Exists(member => member.Key == name && member.Value.Kind == kind);
}
