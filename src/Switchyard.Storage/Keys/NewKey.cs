namespace Switchyard.Storage;

/// <summary>What a new key shall be. The members are those of <see cref="GatewayKey"/>.</summary>
public sealed record NewKey
{
    /// <summary>What it is called: 1 to 100 characters, no control characters; not the name of a key that is not revoked.</summary>
    public required string Name { get; init; }

    /// <summary>Its team, if any.</summary>
    public string? Team { get; init; }

    /// <summary>Its tags; 16 at most.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The models that it may ask by name: full ids, or <c>provider/*</c>.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The tiers that it may ask for.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>1 or more, or <see langword="null"/>.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>1 or more, or <see langword="null"/>.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>1 or more, or <see langword="null"/>.</summary>
    public int? Parallel { get; init; }

    /// <summary>In the future, or <see langword="null"/>.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <exception cref="StorageException">A value is out of its range.</exception>
    internal void Check(DateTimeOffset now)
    {
        Labels.Check("The name of a key", Name);
        if (Team is not null)
            Labels.Check("The team of a key", Team);
        if (Tags.Count > 16)
            throw new StorageException($"A key with {Tags.Count} tags has too many: 16 at most.");
        foreach (var tag in Tags)
            Labels.Check("A tag", tag);
        foreach (var model in Models)
        {
            if (model.IndexOf('/') is var slash && (slash <= 0 || slash == model.Length - 1 || model.Length > 200))
                throw new StorageException($"\"{model}\" names no model: write provider/model, such as openai/gpt-6-luna, or provider/* for all of a provider.");
        }

        if (RequestsPerMinute < 1 || TokensPerMinute < 1 || Parallel < 1)
            throw new StorageException("A limit of a key is less than 1: give 1 or more, or leave it out for no limit.");
        if (Expires <= now)
            throw new StorageException($"The key would have expired already, at {Expires:u}: give a time to come.");
    }
}
