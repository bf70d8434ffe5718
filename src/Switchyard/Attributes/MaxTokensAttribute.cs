namespace Switchyard;

/// <summary>The most tokens that an answer may have. The stricter of this and the policy holds.</summary>
/// <param name="tokens">Tokens, above 0.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class MaxTokensAttribute(int tokens) : Attribute
{
    /// <summary>Tokens.</summary>
    public int Tokens { get; } = tokens;
}
