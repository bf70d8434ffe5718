namespace Switchyard.Cli;

/// <summary>One difference between two sets of manifests.</summary>
/// <param name="Model">The full id; a provider's id for what is said of the provider itself.</param>
/// <param name="Field">What differs, by its name in the manifest; <c>model</c> or <c>provider</c> for one that is only in one of them.</param>
/// <param name="Before">What it was; <see langword="null"/> if it was not there.</param>
/// <param name="After">What it is; <see langword="null"/> if it is no longer there.</param>
internal sealed record ManifestChange(string Model, string Field, string? Before, string? After);
