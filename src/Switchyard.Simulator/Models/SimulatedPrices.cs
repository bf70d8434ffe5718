namespace Switchyard.Simulator;

/// <summary>Prices in USD per million tokens.</summary>
public sealed record SimulatedPrices
{
    /// <summary>Input that the prompt cache did not serve.</summary>
    public decimal Input { get; init; }

    /// <summary>Input read from the prompt cache; <see langword="null"/> for the same as <see cref="Input"/>.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input written to the prompt cache; <see langword="null"/> for the same as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Output, reasoning included.</summary>
    public decimal Output { get; init; }

    /// <summary>The cost of a request.</summary>
    /// <param name="usage">Its tokens.</param>
    /// <returns>USD, exact: never rounded.</returns>
    public decimal CostOf(SimulatedUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        var plain = usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens;
        var perMillion = (plain * Input) + (usage.CachedInputTokens * (CachedInput ?? Input))
            + (usage.CacheWriteTokens * (CacheWrite ?? Input)) + (usage.OutputTokens * Output);
        return perMillion / 1_000_000m;
    }
}
