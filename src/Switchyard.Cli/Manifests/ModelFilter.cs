namespace Switchyard.Cli;

/// <summary>Which models are wanted. What is not known of a model it does not have.</summary>
internal sealed record ModelFilter
{
    public required IReadOnlyList<string> Providers { get; init; }

    public Tier? Tier { get; init; }

    public Capabilities Capabilities { get; init; }

    public decimal? MaxInputPrice { get; init; }

    public decimal? MinWindow { get; init; }

    public bool Takes(ListedModel listed) =>
        (Providers.Count == 0 || Providers.Contains(listed.Provider.Id))
        && (Tier is null || listed.Model.Tier == Tier)
        && (listed.Model.Capabilities & Capabilities) == Capabilities
        && (MaxInputPrice is null || listed.Model.Price?.Input <= MaxInputPrice)
        && (MinWindow is null || listed.Model.ContextWindow >= MinWindow);
}
