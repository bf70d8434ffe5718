namespace Switchyard.Storage;

/// <summary>A key at the only moment when its secret is known here. Not a record: a record would print the secret.</summary>
/// <param name="key">The key.</param>
/// <param name="secret">The secret.</param>
public sealed class IssuedKey(GatewayKey key, string secret)
{
    /// <summary>The key.</summary>
    public GatewayKey Key => key;

    /// <summary>What callers send: <c>swy_</c>, a public part, and 256 random bits. It is stored nowhere; show it once.</summary>
    public string Secret => secret;
}
