namespace Switchyard.Cli;

/// <summary>What the catalogs together know of one model, and which of them said what.</summary>
internal sealed record ModelFacts
{
    public ModelPrice? Price { get; init; }

    public int? ContextWindow { get; init; }

    public int? MaxOutput { get; init; }

    public Capabilities? Capabilities { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>Which catalog said what of the figures: its label and the facts.</summary>
    public required IReadOnlyList<(string Label, string Fact)> Figures { get; init; }

    /// <summary>Which catalog said what of the capabilities; a fact without a label is the rules'.</summary>
    public required IReadOnlyList<(string Label, string Fact)> Abilities { get; init; }

    /// <summary>What the price alone does not say; <see langword="null"/> for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Where it all comes from, for people.</summary>
    /// <param name="withAbilities">Whether the capabilities are the catalogs' too, and not the hand's.</param>
    public string Source(bool withAbilities)
    {
        var facts = withAbilities ? Figures.Concat(Abilities) : Figures;
        var parts = facts.GroupBy(fact => fact.Label, fact => fact.Fact, StringComparer.Ordinal)
            .Select(group => (group.Key.Length > 0 ? group.Key + ": " : "") + string.Join(", ", group));
        return string.Join("; ", parts) + (Note is null ? "." : $". {Note}");
    }
}
