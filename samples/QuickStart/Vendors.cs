using Switchyard;

namespace QuickStart;

/// <summary>The vendors whose manifests lie in the plugin folder.</summary>
public static class Vendors
{
    public static IReadOnlyList<ProviderManifest> Manifests { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI"), "*" + ProviderManifest.FileSuffix).Order().Select(Read)];

    /// <summary>The key variables that are set, of the vendors that the policy uses in every tier.</summary>
    public static IReadOnlyList<string> KeysInEnvironment() =>
        [.. Manifests.Where(manifest => manifest.Id is "openai" or "google" or "deepseek")
            .SelectMany(manifest => manifest.Keys)
            .Where(variable => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)))];

    private static ProviderManifest Read(string file)
    {
        var errors = new List<ConfigurationError>();
        return ManifestReader.Read(file, File.ReadAllText(file), errors)
            ?? throw new SwitchyardConfigurationException([.. errors.Select(error => error.ToString())]);
    }
}
