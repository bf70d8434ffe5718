namespace Switchyard.Cli;

/// <summary>What is known of models that a catalog has the price of, but not the abilities.</summary>
/// <param name="Models">Patterns of the manifest's model ids.</param>
/// <param name="Like">An older model that they take their abilities from, as <c>provider/model</c> of a catalog; <see langword="null"/> for none.</param>
/// <param name="Capabilities">Abilities besides.</param>
/// <param name="Source">Where those come from.</param>
internal sealed record FamilyRule(IReadOnlyList<string> Models, string? Like, Capabilities Capabilities, string? Source)
{
    public bool Takes(string id) => Models.Any(pattern => Glob.IsMatch(pattern, id));
}
