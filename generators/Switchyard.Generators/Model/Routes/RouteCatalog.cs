namespace Switchyard.Generators;

/// <summary>Policy and manifests of a build.</summary>
/// <param name="Policy">The policy; <see langword="null"/> if there is none.</param>
/// <param name="Manifests">The manifests by path.</param>
internal sealed record RouteCatalog(PolicyModel? Policy, EquatableArray<ManifestModel> Manifests)
{
    /// <summary>Whether all files are free of mistakes. If not, the mistake is reported and no route is judged.</summary>
    public bool IsSound => Policy is null or { IsSound: true } && Manifests.All(manifest => manifest.IsSound);
}
