namespace Switchyard.Generators;

/// <summary>The full model ids that a policy lists for a tier.</summary>
internal sealed record TierModels(Tier Tier, EquatableArray<string> Models);
