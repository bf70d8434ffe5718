using Switchyard;

namespace QuickStart;

/// <summary>The vendors whose manifests lie in the plugin folder.</summary>
public static class Vendors
{
    public static IReadOnlyList<ProviderManifest> Manifests { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI"), "*" + ProviderManifest.FileSuffix).Order().Select(Read)];

    /// <summary>The vendors that the policy names.</summary>
    private static readonly string[] s_inPolicy = ["openai", "google", "deepseek"];

    /// <summary>The key variables that are set, of the vendors that the policy names.</summary>
    public static IReadOnlyList<string> KeysInEnvironment() =>
        [.. Manifests.Where(manifest => s_inPolicy.Contains(manifest.Id))
            .SelectMany(manifest => manifest.Keys)
            .Where(variable => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)))];

    private static ProviderManifest Read(string file)
    {
        var errors = new List<ConfigurationError>();
        return ManifestReader.Read(file, File.ReadAllText(file), errors)
            ?? throw new SwitchyardConfigurationException([.. errors.Select(error => error.ToString())]);
    }
}
