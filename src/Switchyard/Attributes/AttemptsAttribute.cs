namespace Switchyard;

/// <summary>The most attempts of a call, over all candidates together. The stricter of this and the policy holds.</summary>
/// <param name="count">Attempts, above 0.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class AttemptsAttribute(int count) : Attribute
{
    /// <summary>Attempts.</summary>
    public int Count { get; } = count;
}
