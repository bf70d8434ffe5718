namespace Switchyard;

/// <summary>A secret that authenticates calls to a provider. It shows itself only to <see cref="Reveal"/>.</summary>
public sealed class ProviderKey
{
    private readonly string _secret;

    /// <summary>A key with a name that may be shown and a secret that may not.</summary>
    /// <param name="name">Where the key comes from, such as <c>OPENAI_API_KEY</c>. Appears in records and messages.</param>
    /// <param name="secret">The secret. Empty for a provider that needs none, such as a local server.</param>
    public ProviderKey(string name, string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(secret);
        Name = name;
        _secret = secret;
    }

    /// <summary>Where the key comes from. Safe to show.</summary>
    public string Name { get; }

    /// <summary>Whether there is no secret to send.</summary>
    public bool IsEmpty => _secret.Length == 0;

    /// <summary>The secret itself, for the authentication header and for nothing else.</summary>
    /// <returns>The secret; never log it, never put it in an error text.</returns>
    public string Reveal() => _secret;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
