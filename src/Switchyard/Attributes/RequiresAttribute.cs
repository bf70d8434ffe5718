namespace Switchyard;

/// <summary>What a model must be able to do. A candidate without it is left out.</summary>
/// <param name="capabilities">What it must be able to do; combine several with <c>|</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class RequiresAttribute(Capabilities capabilities) : Attribute
{
    /// <summary>What a model must be able to do.</summary>
    public Capabilities Capabilities { get; } = capabilities;
}
