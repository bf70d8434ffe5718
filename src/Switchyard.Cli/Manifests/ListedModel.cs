namespace Switchyard.Cli;

/// <summary>A model and its provider.</summary>
internal sealed record ListedModel(ProviderManifest Provider, ModelManifest Model);
