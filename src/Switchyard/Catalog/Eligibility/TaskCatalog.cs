using System.Globalization;
using System.Text;

namespace Switchyard;

/// <summary>
/// Which models of the catalog can answer a task, as far as that can be known before a call: by what the models can do, cost and where they run. The
/// build and the router decide it with this one rule.
/// </summary>
internal sealed class TaskCatalog(Policy policy, string task, RouteConstraints constraints, RoutePolicy settings, Capabilities requires, Func<string, CatalogEntry?> find)
{
    // A shorter answer than this is of no use to anybody, so a ceiling that allows no more rules a model out.
    public const int LeastUsefulTokens = 64;

    /// <summary>The models of a task in a tier, those that it names itself, or of any tier for <see cref="Tier.Auto"/>.</summary>
    public IReadOnlyList<string> Models(Tier tier)
    {
        if (constraints.Models.Count > 0)
            return constraints.Models;
        return tier == Tier.Auto
            ? [.. new[] { Tier.Cheap, Tier.Mid, Tier.Frontier }.SelectMany(Listed).Distinct()]
            : Listed(tier);
    }

    /// <summary>The tiers that are asked, one after the other, when answers of a tier do not fit; none unless task or policy says so.</summary>
    public IReadOnlyList<Tier> Above(Tier tier)
    {
        // A task that names its models names the only ones.
        return Settings(tier).Escalate is not true || constraints.Models.Count > 0
            ? []
            : [.. new[] { Tier.Mid, Tier.Frontier }.Where(stronger => stronger > tier)];
    }

    /// <summary>What task, policy and tier say together.</summary>
    public RoutePolicy Settings(Tier tier)
    {
        policy.Tasks.TryGetValue(task, out var ofTask);
        policy.TierRoutes.TryGetValue(tier, out var ofTier);
        return settings.Within((ofTask ?? new()).Over(ofTier));
    }

    /// <summary>Why a model cannot answer, whatever the call.</summary>
    public Rejection Check(string model, RoutePolicy combined)
    {
        if (find(model) is not { } entry)
            return Rejection.UnknownModel;
        if (!IsAllowed(entry.Provider.Id, combined))
            return Rejection.Provider;
        if (!Resides(entry.Provider, constraints.Residency) || !Resides(entry.Provider, combined.Residency ?? []))
            return Rejection.Residency;
        if ((entry.Model.Capabilities & requires) != requires)
            return Rejection.Capability;
        if (Ceiling(combined) is not { } ceiling)
            return Rejection.None;
        if (entry.Model.Price is not { } price)
            return Rejection.UnknownPrice;
        return price.Output * LeastUseful(combined) / 1_000_000 > ceiling ? Rejection.CostCeiling : Rejection.None;
    }

    /// <summary>What a call may cost, in USD; <see langword="null"/> for no ceiling.</summary>
    public decimal? Ceiling(RoutePolicy combined) => Stricter.Of(combined.MaxCostUsd, policy.Limits.CostUsd);

    /// <summary>How many attempts a call may make.</summary>
    public int Attempts(RoutePolicy combined) => Math.Min(combined.Attempts ?? int.MaxValue, policy.Limits.Attempts);

    /// <summary>
    /// A number that changes with everything that <see cref="Check"/> looks at: from build to run time the same only if both come to the same
    /// candidates.
    /// </summary>
    public ulong Fingerprint(Tier tier)
    {
        var combined = Settings(tier);
        var facts = new StringBuilder();
        Add(facts, Ceiling(combined), combined.MaxTokens);
        Add(facts, [.. combined.Only ?? [], "|", .. combined.Avoid ?? [], "|", .. combined.Residency ?? []]);
        foreach (var id in Models(tier))
        {
            facts.Append(id);
            if (find(id) is { } entry)
                Add(facts, [(int)entry.Model.Capabilities, entry.Model.Price?.Output, .. Regions(entry.Provider)]);
            facts.Append('\n');
        }

        return Hash(facts);
    }

    private static void Add(StringBuilder facts, params IEnumerable<object?> values)
    {
        foreach (var value in values)
            facts.Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append(';');
    }

    // FNV-1a: the same in every process.
    private static ulong Hash(StringBuilder text)
    {
        var hash = 14695981039346656037UL;
        for (var index = 0; index < text.Length; index++)
            hash = unchecked((hash ^ text[index]) * 1099511628211UL);
        return hash;
    }

    private static int LeastUseful(RoutePolicy combined) => Math.Min(LeastUsefulTokens, combined.MaxTokens ?? LeastUsefulTokens);

    private IReadOnlyList<string> Listed(Tier tier) => policy.Tiers.TryGetValue(tier, out var models) ? models : [];

    private bool IsAllowed(string provider, RoutePolicy combined) =>
        (constraints.Only.Count == 0 || constraints.Only.Contains(provider))
        && !constraints.Avoid.Contains(provider)
        && (combined.Only is null || combined.Only.Contains(provider))
        && combined.Avoid?.Contains(provider) != true;

    private bool Resides(ProviderManifest provider, IReadOnlyList<string> allowed)
    {
        if (allowed.Count == 0)
            return true;
        var regions = Regions(provider);
        return regions.Count > 0 && regions.All(allowed.Contains);
    }

    private IReadOnlyList<string> Regions(ProviderManifest provider) =>
        policy.Providers.TryGetValue(provider.Id, out var own) && own.Regions is { } regions ? regions : provider.Regions;
}
