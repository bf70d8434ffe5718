namespace Switchyard.Cli;

/// <summary>What a public catalog says of one model, in our units. A <see langword="null"/> is not known.</summary>
internal sealed record CatalogModel
{
    public required string Id { get; init; }

    /// <summary>USD per million tokens.</summary>
    public ModelPrice? Price { get; init; }

    public int? ContextWindow { get; init; }

    public int? MaxOutput { get; init; }

    public Capabilities? Capabilities { get; init; }

    /// <summary>Whether it answers chats. What only embeds, draws or transcribes does not belong into a manifest.</summary>
    public bool IsChat { get; init; } = true;

    /// <summary>Whether the vendor is giving it up.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>What the price alone does not say, such as a higher one at certain hours; a sentence.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the entry also stands for another model id; <see langword="null"/>: only for its own.</summary>
    public Func<string, bool>? Matches { get; init; }
}
