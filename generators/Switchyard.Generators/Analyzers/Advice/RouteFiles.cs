using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>What policy and manifests say, read once for all analyzers.</summary>
/// <param name="Policy">The policy; <see langword="null"/> if there is none, or if a file has a mistake, which is what to mend first.</param>
/// <param name="Manifests">The manifests; empty if the build is given none.</param>
internal sealed record RouteFiles(Policy? Policy, IReadOnlyList<ProviderManifest> Manifests)
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, RouteFiles> s_read = new();

    public static RouteFiles Of(AnalyzerOptions options, CancellationToken cancellationToken) =>
        s_read.TryGetValue(options, out var known) ? known : s_read.GetValue(options, _ => Read(options, cancellationToken));

    /// <summary>The models that can answer in a tier, in the policy's order.</summary>
    public IReadOnlyList<RouteModel> Candidates(Tier tier)
    {
        var ids = Policy?.Tiers.Where(item => tier == Tier.Auto || item.Key == tier).OrderBy(item => item.Key).SelectMany(item => item.Value).Distinct() ?? [];
        return [.. ids.Select(Find).OfType<RouteModel>()];
    }

    // Without any manifest the build knows no model, and every one may exist.
    private RouteModel? Find(string id)
    {
        var slash = id.IndexOf('/');
        var provider = id.Substring(0, Math.Max(slash, 0));
        var manifest = Manifests.FirstOrDefault(item => item.Id == provider);
        var model = manifest?.Models.FirstOrDefault(item => item.Id == id.Substring(slash + 1));
        return model is null && Manifests.Count > 0 ? null : new(id, provider, manifest?.Name ?? provider, model);
    }

    private static RouteFiles Read(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var policy = options.AdditionalFiles
            .Where(file => ConfigurationParser.IsPolicy(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .FirstOrDefault();
        var errors = new List<ConfigurationError>();
        var read = policy?.GetText(cancellationToken) is { } text ? PolicyReader.Read(policy.Path, text.ToString(), errors) : null;
        return ConfigurationParser.ReadManifests(options.AdditionalFiles, cancellationToken) is { } manifests && errors.Count == 0
            ? new(read, manifests)
            : new(null, []);
    }
}
