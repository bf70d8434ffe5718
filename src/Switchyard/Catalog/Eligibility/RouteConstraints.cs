namespace Switchyard;

/// <summary>What a task itself says of where it may go. The policy can narrow it further, never widen it.</summary>
public sealed record RouteConstraints
{
    /// <summary>Full ids of the models to use, in order, instead of those of the tier; empty for the tier's.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The only providers it may go to; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Providers that it must not go to.</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];

    /// <summary>The only regions in which it may be processed; empty for anywhere.</summary>
    public IReadOnlyList<string> Residency { get; init; } = [];
}
