namespace Switchyard.Generators;

/// <summary>What policy and manifests say of one tier.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="HasPolicy">Whether there is a policy at all.</param>
/// <param name="Candidates">The ids of the models that can answer, in the policy's order.</param>
/// <param name="Unknown">The ids that the policy names but no manifest knows.</param>
internal sealed record TierRoute(Tier Tier, bool HasPolicy, EquatableArray<string> Candidates, EquatableArray<string> Unknown);
