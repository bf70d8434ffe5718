namespace Switchyard;

/// <summary>A model together with its provider.</summary>
internal sealed record CatalogEntry(ProviderManifest Provider, ModelManifest Model);
