namespace Switchyard.Cli;

/// <summary>Reads a public catalog of any known format.</summary>
internal static class CatalogFileReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format; <see langword="null"/> to tell it by its shape.</param>
    /// <param name="label">How manifests name it; <see langword="null"/> for the name of its format.</param>
    /// <param name="date">The day whose prices count, as <c>yyyy-MM-dd</c>.</param>
    public static CatalogFile Read(string path, string? format, string? label, string date)
    {
        var errors = new List<ConfigurationError>();
        if (ConfigurationNodeReader.Read(path, InputFile.ReadText(path), errors) is not { } root) throw new InputException(errors[0].ToString());

        format ??= CatalogFormat.Detect(root) ?? throw new InputException(
            $"{path}({root.Line},{root.Column}): $: this is none of the catalogs that can be read ({string.Join(", ", CatalogFormat.All)}); check the file, or name its format with --format.");
        var source = new SourceReader(path);
        var providers = format switch
        {
            CatalogFormat.GenaiPrices => GenaiPricesReader.Read(root, source, date),
            CatalogFormat.ModelsDev => ModelsDevReader.Read(root, source),
            CatalogFormat.LiteLlm => LiteLlmReader.Read(root, source, date),
            _ => OpenRouterReader.Read(root, source, date),
        };
        var byId = new Dictionary<string, CatalogProvider>(StringComparer.Ordinal);
        foreach (var provider in providers) byId.TryAdd(provider.Id, provider);
        return new(path, format, label ?? format, byId);
    }
}
