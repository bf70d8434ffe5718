namespace Switchyard;

/// <summary>What a plugin is given to make one provider of.</summary>
public sealed class ProviderSettings
{
    /// <summary>The id of the provider, such as <c>openai</c>: the part before the slash in a model's full id.</summary>
    public required string Id { get; init; }

    /// <summary>The base address of the API, after any override by the policy or the environment, such as <c>https://api.openai.com/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The whole manifest, as UTF-8 JSON. A plugin reads its own settings from it and leaves the rest alone.</summary>
    public required ReadOnlyMemory<byte> Manifest { get; init; }

    /// <summary>How long a new connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Cancelled when the host gives the plugin up. It belongs to this plugin alone, so a callback left on it pins nothing.</summary>
    public CancellationToken Stopping { get; init; }
}
