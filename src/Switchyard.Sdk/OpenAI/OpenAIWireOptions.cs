namespace Switchyard.Sdk;

/// <summary>How one vendor's OpenAI wire differs from OpenAI's: the <c>options</c> of its manifest.</summary>
public sealed record OpenAIWireOptions
{
    /// <summary><c>path</c>: what follows the endpoint. Default <c>chat/completions</c>; may have a query.</summary>
    public string Path { get; init; } = "chat/completions";

    /// <summary><c>embeddingsPath</c>: what follows the endpoint for embeddings. Default <c>embeddings</c>; may have a query.</summary>
    public string EmbeddingsPath { get; init; } = "embeddings";

    /// <summary><c>keyHeader</c>: the header that carries the bare key; <see langword="null"/> (the default) for <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; init; }

    /// <summary><c>maxTokensField</c>: what the vendor calls <c>max_completion_tokens</c>; <see langword="null"/> if the same.</summary>
    public string? MaxTokensField { get; init; }

    /// <summary><c>drop</c>: top-level fields of the request that the vendor rejects, such as <c>stream_options</c>.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary><c>headers</c>: headers sent with every request. Never for secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary><c>proxy</c>: whether the proxy of the environment is used. Default no.</summary>
    public bool UseProxy { get; init; }

    /// <summary>
    /// <c>rateLimitHeaders</c>: what the vendor calls its rate-limit headers, by <c>remainingRequests</c>, <c>remainingTokens</c>,
    /// <c>requestsReset</c> and <c>tokensReset</c>. Default <c>x-ratelimit-*</c>.
    /// </summary>
    public RateLimitHeaderNames RateLimitHeaders { get; init; } = RateLimitHeaderNames.OpenAI;

    /// <summary>Reads the <c>options</c> of a manifest.</summary>
    /// <param name="manifest">The manifest, as UTF-8 JSON.</param>
    /// <returns>The options; the defaults where the manifest says nothing.</returns>
    /// <exception cref="FormatException">An option is unknown or of the wrong type; the message names its JSON path.</exception>
    public static OpenAIWireOptions Read(ReadOnlySpan<byte> manifest)
    {
        var options = ManifestOptions.Read(
            manifest, "path", "embeddingsPath", "keyHeader", "maxTokensField", "drop", "headers", "rateLimitHeaders", "proxy");
        var defaults = new OpenAIWireOptions();
        return new()
        {
            Path = options.Text("path") ?? defaults.Path,
            EmbeddingsPath = options.Text("embeddingsPath") ?? defaults.EmbeddingsPath,
            KeyHeader = options.Text("keyHeader"),
            MaxTokensField = options.Text("maxTokensField"),
            Drop = options.Texts("drop"),
            Headers = options.Pairs("headers"),
            RateLimitHeaders = options.RateLimitHeaders("rateLimitHeaders", defaults.RateLimitHeaders),
            UseProxy = options.Flag("proxy"),
        };
    }
}
