namespace Switchyard.Cli;

/// <summary>What a public catalog says of one provider.</summary>
internal sealed record CatalogProvider
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The base address, where the catalog names one for a provider that speaks the OpenAI wire.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The environment variables that hold its key.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public required IReadOnlyList<CatalogModel> Models { get; init; }

    public CatalogModel? Find(string id) =>
        Models.FirstOrDefault(model => model.Id == id) ?? Models.FirstOrDefault(model => model.Matches?.Invoke(id) == true);
}
