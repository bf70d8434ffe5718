namespace Switchyard.Storage;

/// <summary>What one group of calls came to.</summary>
public sealed record CostRow
{
    /// <summary>The model, task, key id, day (<c>2026-11-23</c>) and so on; <see langword="null"/> for calls that have none.</summary>
    public required string? Group { get; init; }

    /// <summary>The name of the key, when grouped by key; otherwise <see langword="null"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Calls. By model and provider: calls that asked it, so a call that failed over stands under two.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls that were answered, from a cache or not.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Attempts.</summary>
    public required long Attempts { get; init; }

    /// <summary>Tokens of requests, cached ones included.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Of these, tokens that a provider read from its prompt cache.</summary>
    public required long CachedTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>What is known to have been spent, in USD.</summary>
    public required decimal Cost { get; init; }

    /// <summary>Calls, or attempts by model and provider, whose cost is unknown and not in <see cref="Cost"/>.</summary>
    public required long UnknownCosts { get; init; }

    /// <summary>What answers from the response cache had cost the first time, in USD.</summary>
    public required decimal Saved { get; init; }

    /// <summary>USD for each answer that was given; <see langword="null"/> if none was.</summary>
    public decimal? CostPerSuccess => Succeeded == 0 ? null : Cost / Succeeded;
}
