namespace Switchyard;

/// <summary>Makes a partial method a task and says which tier of models may answer it.</summary>
/// <param name="tier">The tier. The policy lists the models of each.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TierAttribute(Tier tier) : Attribute
{
    /// <summary>The tier of models that may answer.</summary>
    public Tier Tier { get; } = tier;
}
