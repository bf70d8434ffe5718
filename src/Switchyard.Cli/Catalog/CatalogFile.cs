namespace Switchyard.Cli;

/// <summary>A public catalog that was read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">One of <see cref="CatalogFormat.All"/>.</param>
/// <param name="Label">How manifests name it as their source.</param>
/// <param name="Providers">Its providers, by their id there.</param>
internal sealed record CatalogFile(string Path, string Format, string Label, IReadOnlyDictionary<string, CatalogProvider> Providers);
