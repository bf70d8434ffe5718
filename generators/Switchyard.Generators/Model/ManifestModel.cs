namespace Switchyard.Generators;

/// <summary>What the build needs of a manifest file.</summary>
/// <param name="IsSound">Whether it is free of mistakes.</param>
/// <param name="Models">The full ids of its models.</param>
internal sealed record ManifestModel(bool IsSound, EquatableArray<string> Models);
