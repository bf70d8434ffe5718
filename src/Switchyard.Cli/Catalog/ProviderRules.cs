namespace Switchyard.Cli;

/// <summary>How one provider's manifest is made from public catalogs.</summary>
internal sealed record ProviderRules(IReadOnlyList<SourceRule> Sources, IReadOnlyList<FamilyRule> Families)
{
    /// <summary>For a provider that nothing is said of: every catalog knows it by its own id, and all of its models are taken.</summary>
    public static ProviderRules Default(string providerId) => new([.. CatalogFormat.All.Select(format => new SourceRule { Format = format, Id = providerId })], []);
}
