namespace Switchyard.Cli;

/// <summary>The orders in which models can be listed. What is unknown comes last.</summary>
internal static class ModelOrder
{
    public static readonly string[] Names = ["id", "input", "output", "window", "tier"];

    public static List<ListedModel> Sort(IEnumerable<ListedModel> models, string name) =>
    [
        .. (name switch
        {
            "id" => models.OrderBy(_ => 0),
            "input" => models.OrderBy(listed => listed.Model.Price?.Input ?? decimal.MaxValue),
            "output" => models.OrderBy(listed => listed.Model.Price?.Output ?? decimal.MaxValue),
            "window" => models.OrderByDescending(listed => listed.Model.ContextWindow ?? 0),
            "tier" => models.OrderBy(listed => listed.Model.Tier is { } tier ? (int)tier : int.MaxValue),
            _ => throw new InputException($"--sort {name} is unknown: write {string.Join(", ", Names)}."),
        }).ThenBy(listed => listed.Provider.Id, StringComparer.Ordinal).ThenBy(listed => listed.Model.Id, StringComparer.Ordinal),
    ];
}
