namespace Switchyard.Generators;

/// <summary>The routes of all tiers, as policy and manifests give them.</summary>
/// <param name="IsSound">Whether all files are free of mistakes. If not, the mistake is reported and no route is judged.</param>
/// <param name="Routes">One per tier, in the order of <see cref="Tier"/>.</param>
internal sealed record RouteCatalog(bool IsSound, EquatableArray<TierRoute> Routes)
{
    public TierRoute Of(Tier tier) => Routes[(int)tier];
}
