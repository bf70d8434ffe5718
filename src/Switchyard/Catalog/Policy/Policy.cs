namespace Switchyard;

/// <summary>The application's <c>switchyard.json</c>: its tiers, limits and providers. Read by the build and at run time.</summary>
public sealed record Policy
{
    /// <summary>The usual name of the policy file.</summary>
    public const string FileName = "switchyard.json";

    /// <summary>The full model ids of each tier, in the order in which they are preferred.</summary>
    public required IReadOnlyDictionary<Tier, IReadOnlyList<string>> Tiers { get; init; }

    /// <summary>The limits that hold for every call.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>What the application says of single providers, by their id.</summary>
    public IReadOnlyDictionary<string, ProviderPolicy> Providers { get; init; } = new Dictionary<string, ProviderPolicy>();
}
