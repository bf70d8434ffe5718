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
        var policy = PolicyReader.Read(path, text, errors);
        var tiers = policy?.Tiers.OrderBy(tier => tier.Key).Select(tier => new TierModels(tier.Key, tier.Value.ToEquatableArray())) ?? [];
        return new(path, errors.Count == 0 && policy is not null, tiers.ToEquatableArray());
    }

    public static ManifestModel ParseManifest(string path, string text)
    {
        var errors = new List<ConfigurationError>();
        var manifest = ManifestReader.Read(path, text, errors);
        var models = manifest?.Models.Select(model => $"{manifest.Id}/{model.Id}") ?? [];
        return new(errors.Count == 0 && manifest is not null, models.ToEquatableArray());
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

    /// <summary>The routes. Of several policy files the first by path counts, whatever order the build lists them in.</summary>
    public static RouteCatalog Join(ImmutableArray<PolicyModel> policies, ImmutableArray<ManifestModel> manifests)
    {
        var policy = policies.OrderBy(item => item.Path, StringComparer.Ordinal).FirstOrDefault();
        var known = manifests.IsEmpty ? null : new HashSet<string>(manifests.SelectMany(item => item.Models), StringComparer.Ordinal);
        Tier[] tiers = [Tier.Auto, Tier.Cheap, Tier.Mid, Tier.Frontier];
        return new(
            (policy?.IsSound ?? true) && manifests.All(item => item.IsSound),
            tiers.Select(tier => Route(tier, policy, known)).ToEquatableArray());
    }

    private static TierRoute Route(Tier tier, PolicyModel? policy, HashSet<string>? known)
    {
        // Auto may come out at any tier.
        var models = policy?.Tiers.Where(item => tier == Tier.Auto || item.Tier == tier).SelectMany(item => item.Models).Distinct().ToList() ?? [];
        return new(
            tier,
            policy is not null,
            models.Where(model => known is null || known.Contains(model)).ToEquatableArray(),
            models.Where(model => known is not null && !known.Contains(model)).ToEquatableArray());
    }

    // Not Path: a build on one system may hand over paths of another.
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
