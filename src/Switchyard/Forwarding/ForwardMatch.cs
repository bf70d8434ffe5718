namespace Switchyard;

/// <summary>What the search for a route found: the route, or why there is none.</summary>
internal readonly record struct ForwardMatch
{
    /// <summary>The route; <see langword="null"/> if there is none.</summary>
    public ForwardRoute? Route { get; init; }

    /// <summary>What is wrong, in one sentence for the client; <see langword="null"/> if nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the name is one that nobody knows.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether the name is known, but its providers have no key.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>In a list of models: the place of the one that is wrong.</summary>
    public int Index { get; init; }
}
