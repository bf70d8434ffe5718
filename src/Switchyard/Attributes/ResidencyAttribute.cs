namespace Switchyard;

/// <summary>
/// Where a request may be processed. A provider of which the manifest or the policy does not say so, or that may also use another region, is left out.
/// </summary>
/// <param name="regions">The regions, such as <c>eu</c>, as manifests name them.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class ResidencyAttribute(params string[] regions) : Attribute
{
    /// <summary>The regions.</summary>
    public IReadOnlyList<string> Regions { get; } = regions;
}
