namespace Switchyard;

/// <summary>What an application says of the routes of a tier or of a task. What a task leaves open is taken from its tier.</summary>
public sealed record RoutePolicy
{
    /// <summary>By what the candidates are ordered; <see langword="null"/>: not said here.</summary>
    public RoutingStrategy? Strategy { get; init; }

    /// <summary>For <see cref="RoutingStrategy.Weighted"/>: the weight of each full model id. One that is not named weighs 1.</summary>
    public IReadOnlyDictionary<string, decimal>? Weights { get; init; }

    /// <summary>What a call may cost at most, in USD; the stricter of this and <see cref="Limits.CostUsd"/> holds.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>How long an answer should take at most: candidates whose measured 95th percentile is above it are left out.</summary>
    public TimeSpan? MaxLatency { get; init; }

    /// <summary>The most tokens an answer may have.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether a second candidate is asked when the first is later than usual; <see langword="null"/>: not said here.</summary>
    public bool? Hedge { get; init; }

    /// <summary>What follows when a stream breaks off; <see langword="null"/>: not said here.</summary>
    public StreamResume? Resume { get; init; }

    /// <summary>When the text of a stream is handed on; <see langword="null"/>: not said here.</summary>
    public StreamDelivery? Delivery { get; init; }

    /// <summary>
    /// Whether another candidate is asked when the content policy of one stops an answer. Off by default: the next provider would be asked what
    /// one has declined. <see langword="null"/>: not said here.
    /// </summary>
    public bool? NextOnContentFiltered { get; init; }

    /// <summary>
    /// Whether a stronger tier is asked next when the answer of a model does not fit what a task returns, instead of the next model of the call's
    /// own tier. <see langword="null"/>: not said here.
    /// </summary>
    public bool? Escalate { get; init; }

    /// <summary>The most attempts of a call; the stricter of this and <see cref="Limits.Attempts"/> holds.</summary>
    public int? Attempts { get; init; }

    /// <summary>The only providers that calls may go to; <see langword="null"/>: not said here.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Providers that calls must not go to; <see langword="null"/>: not said here.</summary>
    public IReadOnlyList<string>? Avoid { get; init; }

    /// <summary>The only regions in which calls may be processed; <see langword="null"/>: not said here.</summary>
    public IReadOnlyList<string>? Residency { get; init; }

    /// <summary>Where the providers of <see cref="Only"/> and <see cref="Avoid"/> stand, by their ids; <see langword="null"/> for settings that were made in code.</summary>
    internal IReadOnlyDictionary<string, string>? ProviderPlaces { get; init; }

    /// <summary>These settings, with what they leave open taken from others.</summary>
    /// <param name="other">The settings that hold where these say nothing.</param>
    /// <returns>The combined settings.</returns>
    public RoutePolicy Over(RoutePolicy? other) => other is null ? this : new()
    {
        Strategy = Strategy ?? other.Strategy,
        Weights = Weights ?? other.Weights,
        MaxCostUsd = MaxCostUsd ?? other.MaxCostUsd,
        MaxLatency = MaxLatency ?? other.MaxLatency,
        MaxTokens = MaxTokens ?? other.MaxTokens,
        Hedge = Hedge ?? other.Hedge,
        Resume = Resume ?? other.Resume,
        Delivery = Delivery ?? other.Delivery,
        NextOnContentFiltered = NextOnContentFiltered ?? other.NextOnContentFiltered,
        Escalate = Escalate ?? other.Escalate,
        Attempts = Attempts ?? other.Attempts,
        Only = Only ?? other.Only,
        Avoid = Avoid ?? other.Avoid,
        Residency = Residency ?? other.Residency,
    };

    /// <summary>As <see cref="Over"/>, but of two ceilings the stricter holds: code and policy cannot loosen each other.</summary>
    /// <param name="other">The other settings.</param>
    /// <returns>The combined settings.</returns>
    public RoutePolicy Within(RoutePolicy other) => Over(other ?? throw new ArgumentNullException(nameof(other))) with
    {
        MaxCostUsd = Stricter.Of(MaxCostUsd, other.MaxCostUsd),
        MaxLatency = Stricter.Of(MaxLatency, other.MaxLatency),
        MaxTokens = Stricter.Of(MaxTokens, other.MaxTokens),
        Attempts = Stricter.Of(Attempts, other.Attempts),
    };
}
