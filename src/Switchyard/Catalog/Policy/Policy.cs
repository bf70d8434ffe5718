namespace Switchyard;

/// <summary>The application's <c>switchyard.json</c>: its tiers, limits and providers. Read by the build and at run time.</summary>
public sealed record Policy
{
    /// <summary>The usual name of the policy file.</summary>
    public const string FileName = "switchyard.json";

    /// <summary>The full model ids of each tier, in the order in which they are preferred.</summary>
    public required IReadOnlyDictionary<Tier, IReadOnlyList<string>> Tiers { get; init; }

    /// <summary>How the routes of a tier are chosen, where the policy says something of it.</summary>
    public IReadOnlyDictionary<Tier, RoutePolicy> TierRoutes { get; init; } = new Dictionary<Tier, RoutePolicy>();

    /// <summary>How the routes of single tasks are chosen, by task id (<c>Class.Method</c>). Goes before the tier's.</summary>
    public IReadOnlyDictionary<string, RoutePolicy> Tasks { get; init; } = new Dictionary<string, RoutePolicy>();

    /// <summary>What holds for calls of a kind, by their size, topic, key and the like, in the order in which they choose.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; init; } = [];

    /// <summary>The limits that hold for every call.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>How prompts of tier <see cref="Tier.Auto"/> are judged; <see langword="null"/>: by the classifier that ships, as it ships.</summary>
    public ClassifierPolicy? Classifier { get; init; }

    /// <summary>What the application says of single providers, by their id.</summary>
    public IReadOnlyDictionary<string, ProviderPolicy> Providers { get; init; } = new Dictionary<string, ProviderPolicy>();

    /// <summary>Where each model of <see cref="Tiers"/> stands; empty for a policy that was made in code.</summary>
    internal IReadOnlyDictionary<(Tier Tier, string Model), string> ModelPlaces { get; init; } = new Dictionary<(Tier Tier, string Model), string>();

    /// <summary>The full ids of all models that tiers and rules name.</summary>
    internal IEnumerable<string> NamedModels => Tiers.Values.SelectMany(models => models).Concat(Rules.SelectMany(rule => rule.Then.Models));
}
