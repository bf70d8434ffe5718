namespace Switchyard;

/// <summary>
/// What a provider says of itself in its <c>*.provider.json</c>: the plugin's identity at run time and the generator's source at build.
/// </summary>
public sealed record ProviderManifest
{
    /// <summary>How manifest files are named: <c>openai.provider.json</c>.</summary>
    public const string FileSuffix = ".provider.json";

    /// <summary>The file it was read from, as it was given.</summary>
    public required string File { get; init; }

    /// <summary>The provider's id: lower-case letters, digits and dashes. The part before the slash in a model's full id.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show to people.</summary>
    public required string Name { get; init; }

    /// <summary>The wire that the provider speaks. A manifest without <see cref="Plugin"/> is served by the plugin that declares the same wire.</summary>
    public required string Wire { get; init; }

    /// <summary>The assembly beside the manifest; <see langword="null"/> if another manifest's plugin serves this wire.</summary>
    public PluginManifest? Plugin { get; init; }

    /// <summary>The base address of the API.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The environment variable that overrides <see cref="Endpoint"/>, such as <c>OPENAI_BASE_URL</c>; <see langword="null"/> for none.</summary>
    public string? EndpointVariable { get; init; }

    /// <summary>The environment variables that hold keys, each one set being a key. Empty for a provider that needs none.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The regions in which requests may be processed, such as <c>eu</c>. Empty: the vendor does not say, so no residency can be promised.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The models, in the manifest's order.</summary>
    public required IReadOnlyList<ModelManifest> Models { get; init; }

    /// <summary>The setting that holds a key for a provider, whatever variables its manifest names.</summary>
    internal static string KeySetting(string id) => $"Switchyard:Providers:{id}:ApiKey";
}
