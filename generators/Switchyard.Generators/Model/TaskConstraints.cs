namespace Switchyard.Generators;

/// <summary>What the attributes of a task, or those of its class where it has none of its own, say of its route.</summary>
internal sealed record TaskConstraints
{
    public static TaskConstraints None { get; } = new();

    public EquatableArray<string> Models { get; init; }

    public EquatableArray<string> Only { get; init; }

    public EquatableArray<string> Avoid { get; init; }

    public EquatableArray<string> Residency { get; init; }

    public Capabilities Requires { get; init; }

    /// <summary>USD.</summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Milliseconds.</summary>
    public int? MaxLatency { get; init; }

    public int? MaxTokens { get; init; }

    public int? Attempts { get; init; }

    public bool? Hedge { get; init; }

    public bool? Escalate { get; init; }

    public decimal? Temperature { get; init; }

    public bool Repairs { get; init; }
}
