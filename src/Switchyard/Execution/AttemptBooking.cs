namespace Switchyard;

/// <summary>What follows from the end of an attempt: its record, the health of its candidate, and what it leaves over for the call.</summary>
internal static class AttemptBooking
{
    /// <summary>Books the end of an attempt.</summary>
    /// <param name="call">The call.</param>
    /// <param name="lane">What the attempt ran on.</param>
    /// <param name="result">What the provider says.</param>
    /// <param name="waited">How long of its time the provider was not waited for, because the reader of a stream took its time.</param>
    public static Outcome End(Call call, Lane lane, in ProviderResult result, TimeSpan waited = default)
    {
        var (outcome, limit) = Classify(lane.Clock, result);
        return End(call, lane, result, outcome, limit, waited);
    }

    /// <inheritdoc cref="End(Call, Lane, in ProviderResult, TimeSpan)"/>
    public static Outcome End(Call call, Lane lane, in ProviderResult result, Outcome outcome, TimeLimit limit, TimeSpan waited)
    {
        ref readonly var rule = ref FailoverTable.For(outcome);
        var now = lane.Clock.Now;
        ref readonly var health = ref HealthRule(call, rule, limit, lane.Clock.ElapsedAt(now) - lane.Started - waited);
        call.Attempts.Add(Account(call, lane, result, rule, health, limit, waited, now));
        call.Failover.End(lane.Index, rule, result);
        return rule.Outcome;
    }

    /// <summary>Books an attempt that failed because of how we asked: no mark against the candidate. What follows is the caller's to say.</summary>
    public static void EndOurFault(Call call, Lane lane, in ProviderResult result, TimeSpan waited) =>
        call.Attempts.Add(
            Account(call, lane, result, FailoverTable.For(result.Outcome), FailoverTable.For(Outcome.Cancelled), TimeLimit.None, waited, lane.Clock.Now));

    /// <summary>
    /// Accounts for an attempt that was given up for another one: it has cost its request at least, whether the provider says so or not. May run
    /// while the call goes on, so the record is left to the call to take.
    /// </summary>
    public static BookedAttempt EndGivenUp(Call call, Lane lane)
    {
        var (outcome, limit) = Classify(lane.Clock, lane.Result);
        ref readonly var rule = ref FailoverTable.For(outcome);
        return Account(call, lane, GivenUp(call, lane, lane.Result), rule, rule, limit, default, lane.Clock.Now);
    }

    /// <summary>The record of an attempt that was given up and has not ended yet.</summary>
    public static BookedAttempt GivenUpSoFar(Call call, Lane lane) => BookedAttempt.Of(
        call, lane, GivenUp(call, lane, new(Outcome.Cancelled)), Outcome.Cancelled, TimeLimit.None, lane.Clock.Elapsed - lane.Started);

    private static ProviderResult GivenUp(Call call, Lane lane, in ProviderResult result) => result.Usage.IsReported ? result : result with
    {
        Usage = new() { InputTokens = call.Route.Candidates[lane.Index].Calibration.Apply(call.InputTokens) },
        Detail = "Given up for a faster answer; its input is estimated.",
    };

    /// <summary>
    /// A call's deadline says nothing about a candidate that had less time than it takes to a first token: others before it, or the reader of a
    /// stream, used the rest.
    /// </summary>
    private static ref readonly OutcomeRule HealthRule(Call call, in OutcomeRule rule, TimeLimit limit, TimeSpan hadTime) =>
        ref FailoverTable.For(limit == TimeLimit.Deadline && hadTime < call.Table.Limits.FirstToken ? Outcome.Cancelled : rule.Outcome);

    /// <summary>Tells everybody of the attempt but the call itself.</summary>
    private static BookedAttempt Account(
        Call call, Lane lane, in ProviderResult result, in OutcomeRule rule, in OutcomeRule health, TimeLimit limit, TimeSpan waited, long now)
    {
        var candidate = call.Route.Candidates[lane.Index];
        var duration = lane.Clock.ElapsedAt(now) - lane.Started;
        var booked = BookedAttempt.Of(call, lane, result, rule.Outcome, limit, duration);
        call.Meter.EndAttempt(lane, booked.Attempt);
        candidate.Health.Record(health, result, duration - waited, now, lane.Probe);
        if (rule.Outcome == Outcome.Completed)
            Learn(call, lane, candidate, result.Usage);
        else
            call.Router.Log.AttemptEnded(call.Task.Id, candidate.FullId, rule, limit, result.HttpStatus);
        return booked;
    }

    private static void Learn(Call call, Lane lane, Candidate candidate, in TokenUsage usage)
    {
        // An answer that another model began says nothing about the size of the request, or of an answer.
        if (lane.Stream.IsPrefilled)
            return;

        call.Route.Statistics.Record(usage);
        candidate.Calibration.Record(call.InputTokens, usage.InputTokens);
    }

    /// <summary>
    /// Who ended the attempt. The clock knows better than the provider: what the provider sees as cancelled or as a broken connection may be a
    /// limit that passed.
    /// </summary>
    private static (Outcome Outcome, TimeLimit Limit) Classify(CallClock clock, in ProviderResult result)
    {
        if (result.Outcome == Outcome.Completed)
            return (Outcome.Completed, TimeLimit.None);
        if (clock.WasGivenUp)
            return (Outcome.Cancelled, TimeLimit.None);
        if (clock.Passed is var passed and not TimeLimit.None)
            return (Outcome.TimedOut, passed);

        if (result is { Outcome: Outcome.TimedOut, ConnectTimedOut: true })
            return (Outcome.TimedOut, TimeLimit.Connect);

        // Nobody cancelled: the provider's own connection was given up below it.
        return (result.Outcome == Outcome.Cancelled ? Outcome.NetworkError : result.Outcome, TimeLimit.None);
    }
}
