namespace Switchyard.Gateway;

/// <summary>What a call may cost at most.</summary>
/// <param name="CeilingNanoUsd">The ceiling that the call is made with, in nano-dollars.</param>
/// <param name="ReservedNanoUsd">What a budget has to hold back: the ceiling, and what the input may have been underestimated by.</param>
internal readonly record struct WorstCase(long CeilingNanoUsd, long ReservedNanoUsd)
{
    /// <returns><see langword="null"/> if nobody can say.</returns>
    public static WorstCase? Of(Route route, in CallDemand demand)
    {
        var (worst, margin, isKnown) = (0L, 0L, false);
        foreach (var candidate in route.Candidates)
        {
            // Under a ceiling a model without a price is not asked.
            if (candidate.Price is not { } price || !candidate.Has(demand.Needs))
                continue;

            isKnown = true;
            var input = candidate.Calibration.Apply(demand.InputTokens);
            var output = OutputOf(candidate.Model, demand);
            var expected = price.WorstCost(input, output);
            worst = Math.Max(worst, expected);
            margin = Math.Max(margin, price.WorstCost(Math.Max(input, demand.MaxInputTokens), output) - expected);
        }

        // A second attempt beside the first may have been underestimated too.
        if (route.Policy.Hedge is true)
            margin *= 2;
        var ceiling = Math.Min(worst, route.CeilingNanoUsd);
        if (!isKnown)
            return null;

        // The engine holds one answer to the ceiling. Where the price of all of them has set it, it holds them together.
        return new(ceiling, (ceiling == worst ? ceiling : ceiling * demand.Choices) + margin);
    }

    // Under a ceiling the engine asks for no more than this where neither the request nor the catalog says how long an answer may be.
    private static int OutputOf(ModelManifest model, in CallDemand demand)
    {
        if ((demand.Needs & Capabilities.Embeddings) != 0)
            return 0;

        var one = demand.MaxTokens > 0 ? Math.Min(demand.MaxTokens, model.MaxOutput ?? demand.MaxTokens) : model.MaxOutput ?? CallBudget.AssumedMaxOutput;
        return (int)Math.Min(int.MaxValue, (long)one * demand.Choices);
    }
}
