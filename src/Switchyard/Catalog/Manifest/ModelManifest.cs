namespace Switchyard;

/// <summary>A catalog entry: what is known of one model at one provider.</summary>
public sealed record ModelManifest
{
    /// <summary>The provider's own id of the model. The full id is <c>provider/id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The tier the model is usually used in; <see langword="null"/> if nobody has said.</summary>
    public Tier? Tier { get; init; }

    /// <summary>The price; <see langword="null"/> if unknown, which is not the same as free.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>The most tokens that request and answer may have together; <see langword="null"/> if unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens that an answer may have; <see langword="null"/> if unknown.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The least tokens that the beginning of a request must have for the vendor to cache it; <see langword="null"/> if unknown.</summary>
    public int? CacheMinimum { get; init; }

    /// <summary>
    /// The full id of the model that the vendor names in its place, because this one is deprecated; <see langword="null"/> if it is not.
    /// </summary>
    public string? Successor { get; init; }

    /// <summary>What it can do besides text.</summary>
    public Capabilities Capabilities { get; init; }

    /// <summary>Where these figures come from; <see langword="null"/> if the manifest does not say.</summary>
    public string? Source { get; init; }

    /// <summary>When they were looked up, as <c>yyyy-MM-dd</c>; <see langword="null"/> if the manifest does not say.</summary>
    public string? Date { get; init; }
}
