using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>The <c>options</c> of a manifest whose wire is <c>gemini</c>.</summary>
internal sealed class GeminiOptions
{
    private readonly Dictionary<string, string> _thinking = new(StringComparer.Ordinal);

    public GeminiOptions(ReadOnlySpan<byte> manifest)
    {
        var options = ManifestOptions.Read(manifest, "models", "drop", "headers", "rateLimitHeaders", "proxy");
        Wire = new()
        {
            Headers = options.Pairs("headers"),
            RateLimitHeaders = options.RateLimitHeaders("rateLimitHeaders", RateLimitHeaderNames.OpenAI),
            UseProxy = options.Flag("proxy"),
            Unsupported =
                ["n", "logprobs", "top_logprobs", "logit_bias", "functions", "function_call", "audio", "modalities", "web_search_options"],
            Drop = options.Texts("drop"),
        };
        if (options.Section("models") is not { } models)
            return;
        foreach (var id in models.Names())
            _thinking[id] = models.Section(id, "thinking")!.OneOf("thinking", "level", "budget", "none");
    }

    public WireOptions Wire { get; }

    /// <summary>How a model is told to think: by <c>level</c> (since Gemini 3, and for a model that is not listed), by <c>budget</c>, or not at all.</summary>
    public string Thinking(string model) => _thinking.GetValueOrDefault(model, "level");
}
