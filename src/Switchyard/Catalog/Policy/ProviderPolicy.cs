namespace Switchyard;

/// <summary>What an application says of one provider.</summary>
public sealed record ProviderPolicy
{
    /// <summary>The most calls at once; <see langword="null"/> for no limit of its own.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The address to call instead of the manifest's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The regions in which the provider processes what this application sends, instead of the manifest's; <see langword="null"/>: the manifest's.</summary>
    public IReadOnlyList<string>? Regions { get; init; }
}
