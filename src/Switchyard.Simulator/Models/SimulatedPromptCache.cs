namespace Switchyard.Simulator;

/// <summary>
/// An automatic prompt cache: a prompt that begins like an earlier one of the same key is served from the cache, in whole blocks.
/// The defaults are OpenAI's.
/// </summary>
public sealed record SimulatedPromptCache
{
    /// <summary>The shortest prefix that is cached, in tokens. Above zero.</summary>
    public int MinimumTokens { get; init; } = 1024;

    /// <summary>Beyond <see cref="MinimumTokens"/> prefixes grow by this many tokens. Above zero.</summary>
    public int BlockTokens { get; init; } = 128;

    /// <summary>How long a prefix is kept after its last use. Above zero.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether usage reports what was written to the cache (<c>cache_write_tokens</c>), for models that bill it.</summary>
    public bool ReportsWrites { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinimumTokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BlockTokens);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Lifetime, TimeSpan.Zero);
    }
}
