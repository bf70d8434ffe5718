namespace Switchyard;

/// <summary>
/// When the answer of a model does not fit what the task returns, a model of the next stronger tier is asked, within the call's attempts, deadline and
/// ceiling, instead of the next model of the task's own tier. For tasks that return a value or a list.
/// </summary>
/// <param name="isOn">Whether to; <see langword="false"/> turns off what the class or the policy says.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class EscalateAttribute(bool isOn = true) : Attribute
{
    /// <summary>Whether to.</summary>
    public bool IsOn { get; } = isOn;
}
