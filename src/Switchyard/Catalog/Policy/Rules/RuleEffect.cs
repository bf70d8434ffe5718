namespace Switchyard;

/// <summary>What follows from a rule that matches: it may choose the models, and it may narrow the route.</summary>
public sealed record RuleEffect
{
    /// <summary>The tier that the call goes to; <see langword="null"/>: not said.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Full ids of the models that the call goes to, in the place of a tier's; empty: not said.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>
    /// Filters and ceilings that hold besides those of the route: <see cref="RoutePolicy.Only"/>, <see cref="RoutePolicy.Avoid"/>,
    /// <see cref="RoutePolicy.Residency"/>, <see cref="RoutePolicy.MaxCostUsd"/>, <see cref="RoutePolicy.MaxLatency"/>,
    /// <see cref="RoutePolicy.MaxTokens"/> and <see cref="RoutePolicy.Attempts"/>. The rest is not read.
    /// </summary>
    public RoutePolicy Bounds { get; init; } = new();

    /// <summary>
    /// How long a gateway may give the answer again to exactly the same request of the same key; of several rules the shortest. <see langword="null"/>:
    /// not said. Calls of tasks are never cached.
    /// </summary>
    public TimeSpan? Cache { get; init; }

    /// <summary>Whether it says which models are asked.</summary>
    public bool Chooses => Tier is not null || Models.Count > 0;

    /// <summary>Whether it narrows the route.</summary>
    public bool Narrows => Bounds != s_unbounded;

    /// <summary>Where each of <see cref="Models"/> stands; empty for a policy that was made in code.</summary>
    internal IReadOnlyList<string> ModelPlaces { get; init; } = [];

    private static readonly RoutePolicy s_unbounded = new();
}
