namespace Switchyard;

/// <summary>An attempt with its money as integers.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="CostNanoUsd">What it cost, in nano-dollars; <see langword="null"/> if nobody can say.</param>
/// <param name="WorstNanoUsd">What it cost at most, in nano-dollars.</param>
internal readonly record struct BookedAttempt(Attempt Attempt, long? CostNanoUsd, long WorstNanoUsd)
{
    public static BookedAttempt Of(Call call, Lane lane, in ProviderResult result, Outcome outcome, TimeLimit limit, TimeSpan duration)
    {
        var candidate = call.Route.Candidates[lane.Index];
        var cost = AttemptCost.Of(candidate.Price, outcome, result.HttpStatus, result.Usage);
        return new(
            new()
            {
                Model = candidate.FullId,
                Provider = candidate.ProviderId,
                Tier = call.Route.TierOf(lane.Index),
                Key = candidate.Key.Name,
                Outcome = outcome,
                TimeLimit = limit,
                HttpStatus = result.HttpStatus,
                Duration = duration,
                Usage = result.Usage,
                Cost = Money.ToUsd(cost),
                SkippedChunks = result.SkippedChunks,
                RequestId = result.RequestId,
                Detail = result.Detail,
            },
            cost,
            cost ?? lane.Reservation.WorstNanoUsd);
    }
}
