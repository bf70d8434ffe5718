using System.Globalization;
using System.Reflection;

namespace Switchyard.Tests.Catalog;

/// <summary>The manifests of this repository's plugins: what an application can name without writing any.</summary>
public sealed class ShippedManifestTests
{
    private static readonly string s_repository = Path.GetFullPath(Path.Combine(
        typeof(ShippedManifestTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == "SourceFolder").Value!, "..", ".."));

    private static readonly string[] s_local = ["vllm", "llamacpp", "lmstudio", "ollama"];

    public static TheoryData<string> Files => [.. Paths().Select(path => Path.GetRelativePath(s_repository, path))];

    [Fact]
    public void There_are_twenty_providers_and_two_hundred_and_fifty_models_at_least()
    {
        var manifests = Paths().Select(Read).ToList();
        Assert.True(manifests.Count >= 20, $"{manifests.Count} providers");
        Assert.True(manifests.Sum(manifest => manifest.Models.Count) >= 250);
        Assert.Equal(manifests.Count, manifests.Select(manifest => manifest.Id).Distinct().Count());
        Assert.Superset(
            new HashSet<string>(["openai", "azure", "deepseek", "mistral", "groq", "qwen", "xai", "together", "fireworks", "openrouter", "cerebras", "moonshot", "perplexity", "deepinfra", "huggingface", "zai", "vllm", "lmstudio", "llamacpp"]),
            manifests.Select(manifest => manifest.Id).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_manifest_says_where_its_figures_come_from_and_when(string file)
    {
        var manifest = Read(Path.Combine(s_repository, file));
        Assert.Equal(manifest.Id + ProviderManifest.FileSuffix, Path.GetFileName(file));
        Assert.All(manifest.Models, model =>
        {
            Assert.False(string.IsNullOrWhiteSpace(model.Source), model.Id);
            Assert.True(DateOnly.TryParseExact(model.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), model.Id);
            Assert.True(model.Price is null || model.Price.CachedInput is null || model.Price.CachedInput <= model.Price.Input, $"{model.Id}: a cached read dearer than none");
            Assert.False(model.MaxOutput > model.ContextWindow, $"{model.Id}: an answer longer than the window");
        });

        var isLocal = s_local.Contains(manifest.Id);
        Assert.Equal(isLocal, manifest.Keys.Count == 0);
        Assert.Equal(isLocal, manifest.Endpoint.IsLoopback);
        Assert.True(isLocal || manifest.Endpoint.Scheme == Uri.UriSchemeHttps);
        if (isLocal) Assert.All(manifest.Models, model => Assert.Equal((0m, 0m), (model.Price!.Input, model.Price.Output)));
    }

    [Fact]
    public void Nearly_every_model_has_a_price_and_a_tier()
    {
        var models = Paths().Select(Read).SelectMany(manifest => manifest.Models).ToList();
        Assert.True(models.Count(model => model.Price is not null) >= 0.95 * models.Count);
        Assert.True(models.Count(model => model.Tier is not null) >= 0.9 * models.Count);
        Assert.Contains(models, model => model.Price?.LongContext.Count > 0);
        Assert.All(Enum.GetValues<Tier>().Where(tier => tier != Tier.Auto), tier => Assert.Contains(models, model => model.Tier == tier));
    }

    private static IEnumerable<string> Paths() => Directory.EnumerateDirectories(Path.Combine(s_repository, "plugins"))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + ProviderManifest.FileSuffix))
        .Order(StringComparer.Ordinal);

    private static ProviderManifest Read(string path)
    {
        var errors = new List<ConfigurationError>();
        var manifest = ManifestReader.Read(path, File.ReadAllText(path), errors);
        Assert.Empty(errors);
        return manifest!;
    }
}
