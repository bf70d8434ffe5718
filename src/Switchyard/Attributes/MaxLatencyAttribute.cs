namespace Switchyard;

/// <summary>
/// How long an answer should take at most: candidates whose measured 95th percentile is above it are left out, unless all are. The stricter of this and the policy holds.
/// </summary>
/// <param name="milliseconds">Milliseconds, above 0.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class MaxLatencyAttribute(int milliseconds) : Attribute
{
    /// <summary>Milliseconds.</summary>
    public int Milliseconds { get; } = milliseconds;
}
