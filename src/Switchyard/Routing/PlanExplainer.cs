namespace Switchyard;

/// <summary>Puts a plan into words, by the same filters and scores that a call uses.</summary>
internal static class PlanExplainer
{
    public static RoutePlan Explain(TaskDefinition task, Route route, int inputTokens, Func<double> random, long now)
    {
        var input = new PlanInput
        {
            Now = now,
            Requires = task.Requires,
            InputTokens = inputTokens,
            OutputTokens = route.Statistics.ExpectedOutputTokens,
            MaxTokens = route.Policy.MaxTokens ?? 0,
            CeilingNanoUsd = route.CeilingNanoUsd,
            LatencyTicks = route.LatencyTicks,
        };

        List<PlannedCandidate> stronger = [];
        for (var above = route.Stronger; above is not null; above = above.Stronger)
            stronger.AddRange(Order(above, input, random, stronger.Count(candidate => candidate.Rank > 0)));

        return new()
        {
            Task = task.Id,
            Strategy = route.Strategy,
            InputTokens = inputTokens,
            ExpectedOutputTokens = route.Statistics.ExpectedOutputTokens,
            IsAsBuilt = route.IsAsBuilt,
            Rules = route.RuleNames,
            Candidates = Order(route, input, random, 0),
            Stronger = stronger,
        };
    }

    /// <summary>The candidates of the route's own tier.</summary>
    private static List<PlannedCandidate> Order(Route route, in PlanInput input, Func<double> random, int rank)
    {
        var scores = new long[route.Candidates.Length];
        var eligible = Planner.Plan(route, input, random, scores);
        var order = Enumerable.Range(0, scores.Length)
            .Where(index => (route.OfTier & (1UL << index)) != 0)
            .OrderByDescending(IsEligible)
            .ThenBy(index => !IsReady(route.Candidates[index]))
            .ThenBy(index => scores[index]);

        var planned = new List<PlannedCandidate>();
        foreach (var index in order)
            planned.Add(Describe(route, index, input, IsEligible(index) ? ++rank : 0));
        return planned;

        bool IsEligible(int index) => (eligible & (1UL << index)) != 0;
    }

    private static PlannedCandidate Describe(Route route, int index, in PlanInput input, int rank)
    {
        var candidate = route.Candidates[index];
        var status = candidate.Health.Status(candidate.FullId, candidate.Key.Name);
        return new()
        {
            Rank = rank,
            Model = candidate.FullId,
            Key = candidate.Key.Name,
            Rejection = rank > 0 ? Rejection.None : Planner.Check(route, index, input),
            State = status.State,
            ExpectedCost = Money.ToUsd(Planner.ExpectedCost(candidate, index, input)),
            Latency = status.Latency,
        };
    }

    private static bool IsReady(Candidate candidate) =>
        candidate.Health.Status(candidate.FullId, candidate.Key.Name).State is CandidateState.Ready or CandidateState.HalfOpen;
}
