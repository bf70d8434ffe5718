using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchyard.Generators;

/// <summary>What policy and manifests say, read once for all analyzers.</summary>
/// <param name="Catalog">Their texts, by which a task is judged as the generator judges it.</param>
/// <param name="Manifests">The manifests; empty if the build is given none, or if a file has a mistake, which is what to mend first.</param>
internal sealed record RouteFiles(RouteCatalog Catalog, IReadOnlyList<ProviderManifest> Manifests)
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, RouteFiles> s_read = new();

    public static RouteFiles Of(AnalyzerOptions options, CancellationToken cancellationToken) =>
        s_read.TryGetValue(options, out var known) ? known : s_read.GetValue(options, _ => Read(options.AdditionalFiles, cancellationToken));

    /// <summary>The models that code can name, all that there may be.</summary>
    public EquatableArray<TypedProvider> Providers => ProviderParser.Parse(Catalog, ModelSelection.All);

    /// <summary>The models that can answer a task, in the order in which they are asked: what its constraints and the policy's leave.</summary>
    public IReadOnlyList<RouteModel> Candidates(TaskModel task) => [.. Judge(task).Candidates.Select(Find)];

    /// <summary>The route of a task.</summary>
    public TaskRoute Judge(TaskModel task) => RouteJudge.Judge(task, Catalog);

    /// <summary>What code and policy together let a call of a task take.</summary>
    public TaskCeilings Ceilings(TaskModel task) => RouteJudge.Ceilings(task, Catalog);

    /// <summary>What is known of a model that a route names.</summary>
    public RouteModel Find(RouteCandidate candidate)
    {
        var id = candidate.Model;
        var slash = id.IndexOf('/');
        var provider = id.Substring(0, Math.Max(slash, 0));
        var manifest = Manifests.FirstOrDefault(item => item.Id == provider);
        return new(id, provider, manifest?.Name ?? provider, manifest?.Keys ?? [], manifest?.Models.FirstOrDefault(item => item.Id == id.Substring(slash + 1)));
    }

    private static RouteFiles Read(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        var catalog = ConfigurationParser.Join(
            [.. files.Where(file => ConfigurationParser.IsPolicy(file.Path)).Select(file => ConfigurationParser.ParsePolicy(file.Path, Text(file)))],
            [.. files.Where(file => ConfigurationParser.IsManifest(file.Path)).Select(file => ConfigurationParser.ParseManifest(file.Path, Text(file)))]);
        return new(catalog, catalog.IsSound ? ConfigurationParser.ReadManifests(files, cancellationToken) ?? [] : []);

        string Text(AdditionalText file) => file.GetText(cancellationToken)?.ToString() ?? "";
    }
}
