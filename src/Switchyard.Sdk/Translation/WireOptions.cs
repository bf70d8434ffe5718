namespace Switchyard.Sdk;

/// <summary>What every wire of its own has in common: the shared part of a manifest's <c>options</c>.</summary>
public sealed record WireOptions
{
    /// <summary><c>headers</c>: headers sent with every request. Never for secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary><c>rateLimitHeaders</c>: what the vendor calls its rate-limit headers.</summary>
    public RateLimitHeaderNames RateLimitHeaders { get; init; } = RateLimitHeaderNames.OpenAI;

    /// <summary>The header with the vendor's id of a request.</summary>
    public string RequestIdHeader { get; init; } = HeaderReader.RequestId;

    /// <summary>The canonical parameters that this wire does not have: a request with one of them is refused.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    /// <summary><c>drop</c>: which of <see cref="Unsupported"/> are left out of a request instead of refusing it.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary><c>proxy</c>: whether the proxy of the environment is used. Default no.</summary>
    public bool UseProxy { get; init; }

    /// <summary>Whether a stream is lines of JSON, instead of server-sent events.</summary>
    public bool StreamsLines { get; init; }
}
