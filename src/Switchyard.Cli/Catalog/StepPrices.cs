namespace Switchyard.Cli;

/// <summary>One field of a price: what it is for short requests, and from which length on it is something else.</summary>
internal sealed class StepPrices
{
    private readonly SortedDictionary<int, decimal> _steps = [];

    public decimal? Base { get; set; }

    public IEnumerable<int> Steps => _steps.Keys;

    public void Add(int aboveTokens, decimal price) => _steps[aboveTokens] = price;

    /// <summary>What holds for requests above a length.</summary>
    public decimal? Above(int tokens)
    {
        var price = Base;
        foreach (var (step, value) in _steps)
        {
            if (step <= tokens) price = value;
        }

        return price;
    }

    /// <summary>Puts four fields together to a price; <see langword="null"/> if input or output is unknown, because a guess is no price.</summary>
    public static ModelPrice? Combine(StepPrices input, StepPrices output, StepPrices cachedInput, StepPrices cacheWrite)
    {
        if (input.Base is null || output.Base is null) return null;
        StepPrices[] all = [input, output, cachedInput, cacheWrite];
        return At(0) with { LongContext = [.. all.SelectMany(field => field.Steps).Distinct().Order().Select(step => new LongContextPrice { AboveTokens = step, Price = At(step) })] };

        ModelPrice At(int step) => new()
        {
            Input = input.Above(step)!.Value,
            Output = output.Above(step)!.Value,
            CachedInput = cachedInput.Above(step),
            CacheWrite = cacheWrite.Above(step),
        };
    }
}
