namespace Switchyard;

/// <summary>A model's prices as integers, ready to multiply.</summary>
internal sealed class PriceList
{
    private readonly Prices _base;
    private readonly (int AboveTokens, Prices Prices)[] _longContext;

    public PriceList(ModelPrice price)
    {
        _base = new(price);
        _longContext = [.. price.LongContext.Select(step => (step.AboveTokens, new Prices(step.Price)))];
    }

    /// <summary>What the tokens cost, in nano-dollars (1 USD = 10⁹), rounded to the nearest.</summary>
    public long Cost(in TokenUsage usage)
    {
        ref readonly var prices = ref For(usage.InputTokens);
        var plain = Math.Max(0, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens);
        var picoDollars = (plain * prices.Input)
            + (usage.CachedInputTokens * prices.CachedInput)
            + (usage.CacheWriteTokens * prices.CacheWrite)
            + (usage.OutputTokens * prices.Output);
        return (picoDollars + 500) / 1000;
    }

    /// <summary>What a request is expected to cost, in nano-dollars: <see cref="Cost"/> without what only a reply can say.</summary>
    public long ExpectedCost(int inputTokens, int cachedTokens, int outputTokens)
    {
        ref readonly var prices = ref For(inputTokens);
        return (((inputTokens - cachedTokens) * prices.Input) + (cachedTokens * prices.CachedInput) + (outputTokens * prices.Output) + 500) / 1000;
    }

    /// <summary>How many tokens of output a sum pays for, after an input of the given size: what keeps a ceiling.</summary>
    /// <returns>Tokens; negative if the sum does not even pay for the input, <see cref="long.MaxValue"/> if output costs nothing.</returns>
    public long AffordableOutput(int inputTokens, long nanoUsd)
    {
        ref readonly var prices = ref For(inputTokens);

        // The worst case of the input: all of it written to a cache, where that costs more.
        var left = (Math.Min(nanoUsd, long.MaxValue / 1000) * 1000) - (inputTokens * prices.DearestInput);
        return left < 0 ? -1 : prices.Output == 0 ? long.MaxValue : left / prices.Output;
    }

    /// <summary>What the tokens cost at most, in nano-dollars, rounded up: the other side of <see cref="AffordableOutput"/>.</summary>
    public long WorstCost(int inputTokens, int outputTokens)
    {
        ref readonly var prices = ref For(inputTokens);
        return ((inputTokens * prices.DearestInput) + (outputTokens * prices.Output) + 999) / 1000;
    }

    private ref readonly Prices For(int inputTokens)
    {
        for (var index = _longContext.Length - 1; index >= 0; index--)
        {
            if (inputTokens > _longContext[index].AboveTokens)
                return ref _longContext[index].Prices;
        }

        return ref _base;
    }

    /// <summary>Pico-dollars a token, which is the same number as micro-dollars per million tokens.</summary>
    private readonly struct Prices(ModelPrice price)
    {
        public readonly long Input = Pico(price.Input);
        public readonly long CachedInput = Pico(price.CachedInput ?? price.Input);
        public readonly long CacheWrite = Pico(price.CacheWrite ?? price.Input);
        public readonly long Output = Pico(price.Output);

        public long DearestInput => Math.Max(Input, CacheWrite);

        private static long Pico(decimal usdPerMillion) => (long)Math.Round(usdPerMillion * 1_000_000m);
    }
}
