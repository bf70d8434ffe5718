namespace Switchyard;

/// <summary>What a call may cost at most, all its attempts together. The stricter of this and the policy holds.</summary>
/// <param name="usd">USD, above 0.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class MaxCostAttribute(double usd) : Attribute
{
    /// <summary>USD.</summary>
    public double Usd { get; } = usd;
}
