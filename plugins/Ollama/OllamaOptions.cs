using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>The <c>options</c> of a manifest whose wire is <c>ollama</c>.</summary>
internal sealed class OllamaOptions
{
    private readonly Dictionary<string, string> _thinking = new(StringComparer.Ordinal);

    public OllamaOptions(ReadOnlySpan<byte> manifest)
    {
        var options = ManifestOptions.Read(manifest, "contextTokens", "keepAlive", "models", "drop", "headers", "rateLimitHeaders", "proxy");
        ContextTokens = options.Count("contextTokens");
        KeepAlive = options.Text("keepAlive");
        Wire = new()
        {
            Headers = options.Pairs("headers"),
            RateLimitHeaders = options.RateLimitHeaders("rateLimitHeaders", RateLimitHeaderNames.OpenAI),
            UseProxy = options.Flag("proxy"),
            StreamsLines = true,
            Unsupported =
            [
                "n", "logprobs", "top_logprobs", "logit_bias", "functions", "function_call", "audio", "modalities", "web_search_options",
            ],
            Drop = options.Texts("drop"),
        };
        if (options.Section("models") is not { } models)
            return;
        foreach (var id in models.Names())
            _thinking[id] = models.Section(id, "thinking")!.OneOf("thinking", "switch", "level", "none");
    }

    public WireOptions Wire { get; }

    /// <summary>The context to load a model with; <see langword="null"/> for the server's own, beyond which it cuts prompts without a word.</summary>
    public int? ContextTokens { get; }

    /// <summary>How long a model stays loaded, such as <c>10m</c>; <see langword="null"/> for the server's own.</summary>
    public string? KeepAlive { get; }

    /// <summary>How a model is told to think: by a <c>switch</c> (also one that is not listed), by <c>level</c>, or not at all.</summary>
    public string Thinking(string model) => _thinking.GetValueOrDefault(model, "switch");
}
