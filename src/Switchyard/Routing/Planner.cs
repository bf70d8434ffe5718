using System.Numerics;

namespace Switchyard;

/// <summary>Which candidates of a route can answer a call, and in which order they are asked: a filter and a score each, no sort.</summary>
internal static class Planner
{
    // A shorter answer than this is of no use to anybody, so a ceiling that allows no more rules a candidate out.
    private const int LeastUsefulTokens = 64;

    /// <summary>Fills the score of every candidate that can answer; the lowest is asked first.</summary>
    /// <returns>The candidates that can answer.</returns>
    public static ulong Plan(Route route, in PlanInput input, Func<double> random, Span<long> scores)
    {
        var eligible = 0UL;
        var tooSlow = 0UL;
        for (var index = 0; index < route.Candidates.Length; index++)
        {
            switch (Check(route.Candidates[index], input))
            {
                case Rejection.None: eligible |= 1UL << index; break;
                case Rejection.LatencyBudget: tooSlow |= 1UL << index; break;
            }
        }

        // A budget that nobody meets orders nothing: a late answer is better than none.
        if (eligible == 0)
            eligible = tooSlow;

        for (var left = eligible; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            scores[index] = Score(route, index, input, random);
        }

        return eligible;
    }

    public static Rejection Check(Candidate candidate, in PlanInput input)
    {
        if (!candidate.Has(input.Requires))
            return Rejection.Capability;
        var inputTokens = candidate.Calibration.Apply(input.InputTokens);
        if (inputTokens + (long)Math.Max(1, input.MaxTokens) > candidate.ContextWindow)
            return Rejection.ContextWindow;
        if (input.CeilingNanoUsd != long.MaxValue)
        {
            if (candidate.Price is not { } price)
                return Rejection.UnknownPrice;
            if (price.AffordableOutput(inputTokens, input.CeilingNanoUsd) < UsefulTokens(input))
                return Rejection.CostCeiling;
        }

        return input.LatencyTicks != long.MaxValue && candidate.Health.P95Ticks(input.Now) > input.LatencyTicks ? Rejection.LatencyBudget : Rejection.None;
    }

    /// <summary>The expected cost in nano-dollars; <see langword="null"/> without a price.</summary>
    public static long? ExpectedCost(Candidate candidate, int index, in PlanInput input)
    {
        var inputTokens = candidate.Calibration.Apply(input.InputTokens);
        var cached = index < input.CachedTokens.Length ? Math.Min(input.CachedTokens[index], inputTokens) : 0;
        return candidate.Price?.Cost(new()
        {
            InputTokens = inputTokens,
            CachedInputTokens = cached,
            OutputTokens = input.MaxTokens > 0 ? Math.Min(input.MaxTokens, input.OutputTokens) : input.OutputTokens,
        });
    }

    private static long Score(Route route, int index, in PlanInput input, Func<double> random)
    {
        var candidate = route.Candidates[index];
        return route.Strategy switch
        {
            RoutingStrategy.Ordered => index,
            RoutingStrategy.LowestLatency => candidate.Health.FadingLatencyTicks(input.Now),

            // The first arrival among exponential clocks: each is first in proportion to its rate.
            RoutingStrategy.Weighted => (long)(-Math.Log(1 - random()) * 1e12 / Math.Max(1e-6, route.Weights[index])),
            _ => ExpectedCost(candidate, index, input) ?? long.MaxValue,
        };
    }

    private static long UsefulTokens(in PlanInput input) =>
        input.MaxTokens > 0 ? Math.Min(input.MaxTokens, Math.Max(LeastUsefulTokens, input.OutputTokens)) : Math.Max(LeastUsefulTokens, input.OutputTokens);
}
