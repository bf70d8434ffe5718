using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>The <c>options</c> of a manifest whose wire is <c>anthropic</c>.</summary>
internal sealed class AnthropicOptions
{
    private const int UsualMaxTokens = 8192;

    private static readonly RateLimitHeaderNames s_rateLimits = new()
    {
        RemainingRequests = "anthropic-ratelimit-requests-remaining",
        RemainingTokens = "anthropic-ratelimit-tokens-remaining",
        RequestsReset = "anthropic-ratelimit-requests-reset",
        TokensReset = "anthropic-ratelimit-tokens-reset",
    };

    private readonly Dictionary<string, ModelOptions> _models = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, int> _maxOutput;
    private readonly int _maxTokens;

    public AnthropicOptions(ReadOnlySpan<byte> manifest)
    {
        var options = ManifestOptions.Read(
            manifest, "version", "maxTokens", "cache", "cacheLifetime", "models", "drop", "headers", "rateLimitHeaders", "proxy");
        var version = options.Text("version") ?? "2023-06-01";
        _maxTokens = options.Count("maxTokens") ?? UsualMaxTokens;
        _maxOutput = options.OfModels("maxOutput");
        Cache = options.OneOf("cache", "prefix", "conversation", "off");
        CacheLifetime = options.OneOf("cacheLifetime", "5m", "1h");
        Wire = new()
        {
            Headers = new Dictionary<string, string>(options.Pairs("headers"), StringComparer.OrdinalIgnoreCase) { ["anthropic-version"] = version },
            RateLimitHeaders = options.RateLimitHeaders("rateLimitHeaders", s_rateLimits),
            RequestIdHeader = "request-id",
            UseProxy = options.Flag("proxy"),
            Unsupported =
            [
                "n", "logprobs", "top_logprobs", "frequency_penalty", "presence_penalty", "logit_bias", "functions", "function_call", "audio",
                "modalities", "web_search_options",
            ],
            Drop = options.Texts("drop"),
        };

        if (options.Section("models") is not { } models)
            return;
        foreach (var id in models.Names())
        {
            var model = models.Section(id, "thinking", "sampling")!;
            _models[id] = new(model.OneOf("thinking", "adaptive", "budget", "none"), model.Flag("sampling"));
        }
    }

    public WireOptions Wire { get; }

    /// <summary>Where a request that marks nothing itself is cached: <c>prefix</c> (tools and system), <c>conversation</c> (all of it) or <c>off</c>.</summary>
    public string Cache { get; }

    /// <summary><c>5m</c> or <c>1h</c>.</summary>
    public string CacheLifetime { get; }

    /// <summary>What a model takes; of a model that is not listed: adaptive thinking and no sampling parameters, as all since Opus 4.7.</summary>
    public ModelOptions Of(string model) => _models.GetValueOrDefault(model) ?? new("adaptive", TakesSampling: false);

    /// <summary>The limit of an answer whose request sets none: this wire insists on one.</summary>
    public int MaxTokens(string model) => Math.Min(_maxTokens, _maxOutput.GetValueOrDefault(model, int.MaxValue));
}
