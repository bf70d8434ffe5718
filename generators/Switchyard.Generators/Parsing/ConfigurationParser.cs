using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Reads policy and manifests as far as the build needs them.</summary>
internal static class ConfigurationParser
{
    public static bool IsPolicy(string path) => FileName(path).Equals(Policy.FileName, StringComparison.OrdinalIgnoreCase);

    public static bool IsManifest(string path) => path.EndsWith(ProviderManifest.FileSuffix, StringComparison.OrdinalIgnoreCase);

    public static PolicyModel ParsePolicy(string path, string text)
    {
        var errors = new List<ConfigurationError>();
        return new(path, text, PolicyReader.Read(path, text, errors) is not null && errors.Count == 0);
    }

    public static ManifestModel ParseManifest(string path, string text)
    {
        var errors = new List<ConfigurationError>();
        return new(path, text, ManifestReader.Read(path, text, errors) is not null && errors.Count == 0);
    }

    /// <summary>The manifests among files; <see langword="null"/> if one has a mistake, so that what it would have said is not known.</summary>
    public static IReadOnlyList<ProviderManifest>? ReadManifests(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        var errors = new List<ConfigurationError>();
        List<ProviderManifest> manifests = [.. files
            .Where(file => IsManifest(file.Path))
            .Select(file => ManifestReader.Read(file.Path, file.GetText(cancellationToken)?.ToString() ?? "", errors))
            .OfType<ProviderManifest>()];
        return errors.Count == 0 ? manifests : null;
    }

    /// <summary>Policy and manifests of a build. Of several policy files the first by path counts, whatever order the build lists them in.</summary>
    public static RouteCatalog Join(ImmutableArray<PolicyModel> policies, ImmutableArray<ManifestModel> manifests) => new(
        policies.OrderBy(item => item.Path, StringComparer.Ordinal).FirstOrDefault(),
        manifests.OrderBy(item => item.Path, StringComparer.Ordinal).ToEquatableArray());

    // Not Path: a build on one system may hand over paths of another.
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
