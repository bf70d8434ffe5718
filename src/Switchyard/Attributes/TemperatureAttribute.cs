namespace Switchyard;

/// <summary>How freely a model chooses its words.</summary>
/// <param name="value">From 0 to 2; the vendors' own default without this.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class TemperatureAttribute(double value) : Attribute
{
    /// <summary>From 0 to 2.</summary>
    public double Value { get; } = value;
}
