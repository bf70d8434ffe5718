namespace Switchyard;

/// <summary>What is known of a key at a provider. Shared by all models that are called with it.</summary>
internal sealed class KeyHealth
{
    private ProviderKey? _key;

    /// <summary>After a failure that names the key.</summary>
    public Cooldown Cooldown { get; } = new();

    /// <summary>Until the window of a rate limit resets whose last request or token was used. Learned from reply headers, before any failure.</summary>
    public Cooldown Exhausted { get; } = new();

    public long ReadyAt => Math.Max(Cooldown.Until, Exhausted.Until);

    /// <summary>The setting was read again: another secret under the same name starts afresh.</summary>
    public void Adopt(ProviderKey key)
    {
        if (Interlocked.Exchange(ref _key, key) is { } former && former.Reveal() != key.Reveal())
            Clear();
    }

    public void Clear()
    {
        Cooldown.Clear();
        Exhausted.Clear();
    }
}
