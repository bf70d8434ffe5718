using Switchyard;

namespace QuickStart;

/// <summary>The vendors that the policy names, as far as the plugin folder has their manifests.</summary>
public static class Vendors
{
    private static readonly string[] s_inPolicy = ["openai", "google", "deepseek"];

    /// <summary>Reads the manifests. One that is absent or wrong is left out here: the router says what is wrong with it.</summary>
    public static IReadOnlyList<ProviderManifest> ReadManifests()
    {
        var folder = new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "plugins", "OpenAI"));
        return folder.Exists
            ? [.. folder.GetFiles("*" + ProviderManifest.FileSuffix).Select(Read).OfType<ProviderManifest>().Where(manifest => s_inPolicy.Contains(manifest.Id))]
            : [];
    }

    /// <summary>The key variables of these vendors that are set.</summary>
    public static IReadOnlyList<string> KeysInEnvironment() =>
        [.. ReadManifests()
            .SelectMany(manifest => manifest.Keys)
            .Where(variable => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable)))];

    private static ProviderManifest? Read(FileInfo file) => ManifestReader.Read(file.FullName, File.ReadAllText(file.FullName), []);
}
