using System.Runtime.CompilerServices;

namespace Switchyard.Generators;

/// <summary>Finds the route of a task in policy and manifests, by the rule that the router has too.</summary>
internal static class RouteJudge
{
    // Read from a catalog's texts, and gone with it. What is cached and compared are the texts.
    private static readonly ConditionalWeakTable<RouteCatalog, Files> s_files = new();

    public static TaskRoute Judge(TaskModel task, RouteCatalog catalog) => Judge(task.Id, task.Tier, task.Constraints, catalog);

    public static TaskRoute Judge(string id, Tier tier, TaskConstraints constraints, RouteCatalog catalog)
    {
        if (catalog.Policy is null || !catalog.IsSound)
            return TaskRoute.Unknown;

        var files = s_files.GetValue(catalog, static texts => new(texts));
        var rule = new TaskCatalog(files.Policy, id, OfRoute(constraints), Settings(constraints), constraints.Requires, files.Find);
        var settings = rule.Settings(tier);
        if (catalog.Manifests.Count == 0)
        {
            var unjudged = rule.Models(tier).Select(model => new RouteCandidate(model, Rejection.None, Capabilities.None, null));
            return new(true, false, unjudged.ToEquatableArray(), 0, rule.Attempts(settings), rule.Ceiling(settings), Time());
        }

        // What is decided per prompt may go by the settings of any tier.
        var tiers = Tiers(tier, constraints);
        var models = tiers
            .SelectMany(one => rule.Models(one).Select(model => Candidate(model, rule.Check(model, rule.Settings(one)), files)))
            .GroupBy(model => model.Model)
            .Select(group => group.OrderBy(model => model.Rejection).First())
            .ToEquatableArray();
        var worst = tiers.Select(one => Worst(rule, one, models, files)).ToList();
        return new(
            true, true, models, tiers.Length == 1 && tier != Tier.Auto ? rule.Fingerprint(tier) : 0,
            tiers.Max(one => rule.Attempts(rule.Settings(one))), worst.Contains(null) ? null : worst.Max(), Time())
        {
            Stronger = tiers.Length == 1 ? Stronger(rule, tier, models).Select(model => Candidate(model, Rejection.None, files)).ToEquatableArray() : default,
        };

        TimeSpan Time() => WorstCase.Time(files.Policy.Limits, tier == Tier.Auto ? int.MaxValue : rule.Attempts(settings));

        RouteCandidate Candidate(string model, Rejection rejection, Files known) => known.Find(model) is { } entry
            ? new(model, rejection, constraints.Requires & ~entry.Model.Capabilities, WorstCase.Attempt(entry.Model, settings.MaxTokens))
            : new(model, rejection, Capabilities.None, null);
    }

    /// <summary>What code and policy together let a call take; of a task whose tier is decided per prompt what holds in all tiers.</summary>
    public static TaskCeilings Ceilings(TaskModel task, RouteCatalog catalog)
    {
        var own = Settings(task.Constraints);
        if (catalog.Policy is null || !catalog.IsSound)
            return new(own.MaxCostUsd, own.MaxLatency, own.MaxTokens);

        var files = s_files.GetValue(catalog, static texts => new(texts));
        var rule = new TaskCatalog(files.Policy, task.Id, OfRoute(task.Constraints), own, task.Constraints.Requires, files.Find);
        List<RoutePolicy> settings = [.. Tiers(task.Tier, task.Constraints).Select(rule.Settings)];
        return new(
            Loosest(settings.Select(rule.Ceiling)), Loosest(settings.Select(one => one.MaxLatency)), Loosest(settings.Select(one => one.MaxTokens)));
    }

    private static T? Loosest<T>(IEnumerable<T?> values)
        where T : struct => values.Contains(null) ? null : values.Max();

    private static Tier[] Tiers(Tier tier, TaskConstraints constraints) =>
        tier == Tier.Auto && constraints.Models.Count == 0 ? [Tier.Cheap, Tier.Mid, Tier.Frontier] : [tier == Tier.Auto ? Tier.Frontier : tier];

    private static decimal? Worst(TaskCatalog rule, Tier tier, EquatableArray<RouteCandidate> models, Files files)
    {
        var listed = rule.Models(tier);
        var candidates = models.Where(model => model.Rejection == Rejection.None && listed.Contains(model.Model)).Select(model => model.Model);
        return WorstCase.Call(rule, rule.Settings(tier), [.. candidates.Concat(Stronger(rule, tier, models)).Select(model => files.Find(model)!.Model)]);
    }

    /// <summary>The models that are asked when answers of a tier do not fit.</summary>
    private static IEnumerable<string> Stronger(TaskCatalog rule, Tier tier, EquatableArray<RouteCandidate> models)
    {
        var settings = rule.Settings(tier);
        return rule.Above(tier)
            .SelectMany(rule.Models)
            .Where(model => rule.Check(model, settings) == Rejection.None)
            .Except(models.Select(model => model.Model));
    }

    private static RouteConstraints OfRoute(TaskConstraints constraints) =>
        new() { Models = constraints.Models, Only = constraints.Only, Avoid = constraints.Avoid, Residency = constraints.Residency };

    private static RoutePolicy Settings(TaskConstraints constraints) => new()
    {
        MaxCostUsd = constraints.MaxCost,
        MaxLatency = constraints.MaxLatency is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        MaxTokens = constraints.MaxTokens,
        Attempts = constraints.Attempts,
        Hedge = constraints.Hedge,
        Escalate = constraints.Escalate,
    };

    private sealed class Files
    {
        private readonly Dictionary<string, CatalogEntry> _entries = new(StringComparer.Ordinal);

        public Files(RouteCatalog catalog)
        {
            var errors = new List<ConfigurationError>();
            Policy = PolicyReader.Read(catalog.Policy!.Path, catalog.Policy.Text, errors)!;
            foreach (var manifest in catalog.Manifests.Select(file => ManifestReader.Read(file.Path, file.Text, errors)!))
            {
                foreach (var model in manifest.Models)
                    _entries[$"{manifest.Id}/{model.Id}"] = new(manifest, model);
            }
        }

        public Policy Policy { get; }

        public CatalogEntry? Find(string id) => _entries.TryGetValue(id, out var entry) ? entry : null;
    }
}
