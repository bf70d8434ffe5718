namespace Switchyard;

/// <summary>What a model costs, in USD per million tokens.</summary>
public sealed record ModelPrice
{
    /// <summary>Per million tokens of input that is neither read from nor written to a prompt cache.</summary>
    public required decimal Input { get; init; }

    /// <summary>Per million tokens of output, reasoning included.</summary>
    public required decimal Output { get; init; }

    /// <summary>Per million tokens of input read from a prompt cache; <see langword="null"/>: as <see cref="Input"/>.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Per million tokens of input written to a prompt cache; <see langword="null"/>: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Prices for long requests, by rising <see cref="LongContextPrice.AboveTokens"/>.</summary>
    public IReadOnlyList<LongContextPrice> LongContext { get; init; } = [];
}
