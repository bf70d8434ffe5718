namespace Switchyard.Generators;

/// <summary>A model that can answer.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Provider">The id of its provider.</param>
/// <param name="ProviderName">The name of its provider, to show.</param>
/// <param name="Keys">The variables of its provider's keys; empty if it needs none, or the build is given no manifest.</param>
/// <param name="Manifest">What its manifest says; <see langword="null"/> if the build is given no manifest.</param>
internal sealed record RouteModel(string Id, string Provider, string ProviderName, IReadOnlyList<string> Keys, ModelManifest? Manifest);
