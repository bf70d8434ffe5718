namespace Switchyard;

/// <summary>
/// One rule of a policy: which calls it is about, and what follows. All rules that match a call hold together; where several choose the models, the
/// first does.
/// </summary>
public sealed record RoutingRule
{
    /// <summary>Its name, unique in the policy: what answers and plans say of who decided.</summary>
    public required string Name { get; init; }

    /// <summary>Which calls it is about. Default: every call.</summary>
    public RuleCondition When { get; init; } = new();

    /// <summary>What follows.</summary>
    public required RuleEffect Then { get; init; }

    /// <summary>Where it stands, as <c>file(line,column)</c>; <see langword="null"/> for a policy that was made in code.</summary>
    public string? Place { get; init; }
}
