using System.Numerics;

namespace Switchyard;

/// <summary>Which candidates of a route can answer a call, and in which order they are asked: a filter and a score each, no sort.</summary>
internal static class Planner
{
    /// <summary>Fills the score of every candidate of the route's own tier that can answer; the lowest is asked first.</summary>
    /// <returns>The candidates that can answer.</returns>
    public static ulong Plan(Route route, in PlanInput input, Func<double> random, Span<long> scores)
    {
        var eligible = 0UL;
        var tooSlow = 0UL;
        var candidates = route.Candidates;
        for (var left = route.Eligible & route.OfTier; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            var inputTokens = candidates[index].Calibration.Apply(input.InputTokens);
            var rejection = Check(candidates[index], input, inputTokens);
            if (rejection is not (Rejection.None or Rejection.LatencyBudget))
                continue;

            scores[index] = Score(route, index, input, inputTokens, random);
            if (rejection == Rejection.None)
                eligible |= 1UL << index;
            else
                tooSlow |= 1UL << index;
        }

        // A budget that nobody meets orders nothing: a late answer is better than none.
        return eligible != 0 ? eligible : tooSlow;
    }

    /// <summary>Why a candidate of a route cannot answer a call.</summary>
    public static Rejection Check(Route route, int index, in PlanInput input) =>
        route.RejectionOf(index) is var rejection and not Rejection.None ? rejection : Check(route.Candidates[index], input);

    public static Rejection Check(Candidate candidate, in PlanInput input) =>
        Check(candidate, input, candidate.Calibration.Apply(input.InputTokens));

    /// <summary>The expected cost in nano-dollars; <see langword="null"/> without a price.</summary>
    public static long? ExpectedCost(Candidate candidate, int index, in PlanInput input) =>
        ExpectedCost(candidate, index, input, candidate.Calibration.Apply(input.InputTokens));

    private static Rejection Check(Candidate candidate, in PlanInput input, int inputTokens)
    {
        if (!candidate.Has(input.Requires))
            return Rejection.Capability;
        if (inputTokens + (long)Math.Max(1, input.MaxTokens) > candidate.ContextWindow)
            return Rejection.ContextWindow;
        if (input.CeilingNanoUsd != long.MaxValue)
        {
            if (candidate.Price is not { } price)
                return Rejection.UnknownPrice;
            if (price.WorstCost(inputTokens, UsefulTokens(input)) > input.CeilingNanoUsd)
                return Rejection.CostCeiling;
        }

        return input.LatencyTicks != long.MaxValue && candidate.Health.P95Ticks(input.Now) > input.LatencyTicks ? Rejection.LatencyBudget : Rejection.None;
    }

    private static long? ExpectedCost(Candidate candidate, int index, in PlanInput input, int inputTokens)
    {
        var cached = index < input.CachedTokens.Length ? Math.Min(input.CachedTokens[index], inputTokens) : 0;
        return candidate.Price?.ExpectedCost(
            inputTokens, cached, input.MaxTokens > 0 ? Math.Min(input.MaxTokens, input.OutputTokens) : input.OutputTokens);
    }

    private static long Score(Route route, int index, in PlanInput input, int inputTokens, Func<double> random)
    {
        var candidate = route.Candidates[index];
        return route.Strategy switch
        {
            RoutingStrategy.Ordered => index,
            RoutingStrategy.LowestLatency => candidate.Health.FadingLatencyTicks(input.Now),

            // The first arrival among exponential clocks: each is first in proportion to its rate.
            RoutingStrategy.Weighted => (long)(-Math.Log(1 - random()) * 1e12 / Math.Max(1e-6, route.Weights[index])),
            _ => ExpectedCost(candidate, index, input, inputTokens) ?? long.MaxValue,
        };
    }

    private static int UsefulTokens(in PlanInput input)
    {
        var useful = Math.Max(TaskCatalog.LeastUsefulTokens, input.OutputTokens);
        return input.MaxTokens > 0 ? Math.Min(input.MaxTokens, useful) : useful;
    }
}
