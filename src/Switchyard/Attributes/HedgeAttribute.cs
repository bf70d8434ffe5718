namespace Switchyard;

/// <summary>When an attempt is later than its candidate usually is, a second one is asked beside it, and the first answer wins, of a stream the first output.</summary>
/// <param name="isOn">Whether to; <see langword="false"/> turns off what the class or the policy says.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class HedgeAttribute(bool isOn = true) : Attribute
{
    /// <summary>Whether to.</summary>
    public bool IsOn { get; } = isOn;
}
