namespace Switchyard.Generators;

/// <summary>What the build needs of a policy file.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsSound">Whether it is free of mistakes; nothing is concluded from a file that is not.</param>
/// <param name="Tiers">The models of each tier that it names.</param>
internal sealed record PolicyModel(string Path, bool IsSound, EquatableArray<TierModels> Tiers);
