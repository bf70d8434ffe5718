using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>The steps around one attempt that calls and streams share.</summary>
internal static class AttemptRunner
{
    /// <summary>What an attempt ends with whose provider did not heed its cancelled token. The clock knows which limit it was.</summary>
    public static ProviderResult Abandoned => new(Outcome.Cancelled) { Detail = "The provider did not heed its cancelled token." };

    /// <summary>Chooses the next candidate, after a wait if there is nobody else.</summary>
    /// <returns>Its index in the route; negative if the call has failed.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> NextAsync(Call call)
    {
        while (!call.Clock.CallerGaveUp)
        {
            var index = call.Failover.Next(call.Clock.Remaining, out var wait, out var isReady);
            if (index < 0)
                break;

            var candidate = call.Route.Candidates[index];
            if (!call.TryReserve(candidate))
            {
                call.Failover.Skip(index);
                continue;
            }

            if (wait > TimeSpan.Zero && !await call.Clock.PauseAsync(wait).ConfigureAwait(false))
                break;

            // Another call may have taken the last free place, or the probe, since we looked: then we look again.
            if (candidate.Health.TryEnter(call.Clock.Now, isForced: !isReady, out var isProbe))
            {
                call.IsProbe = isProbe;
                return index;
            }
        }

        return -1;
    }

    public static Candidate Begin(Call call, int index)
    {
        var candidate = call.Route.Candidates[index];
        call.Failover.Begin(index);
        call.Clock.Rearm();
        call.Meter.StartAttempt(candidate);
        return candidate;
    }

    /// <summary>Books an attempt: its record, the health of its candidate, and what it leaves over for the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="index">The candidate.</param>
    /// <param name="result">What the provider says.</param>
    /// <param name="started">When the attempt started, on the call's clock.</param>
    /// <param name="waited">How long of that the provider was not waited for, because the reader of a stream took its time.</param>
    public static Outcome End(Call call, int index, in ProviderResult result, TimeSpan started, TimeSpan waited = default)
    {
        var (outcome, limit) = Classify(call.Clock, result);
        return End(call, index, result, outcome, limit, started, waited);
    }

    /// <inheritdoc cref="End(Call, int, in ProviderResult, TimeSpan, TimeSpan)"/>
    public static Outcome End(
        Call call, int index, in ProviderResult result, Outcome outcome, TimeLimit limit, TimeSpan started, TimeSpan waited)
    {
        ref readonly var rule = ref FailoverTable.For(outcome);
        Book(call, call, index, result, rule, HealthRule(call, rule, limit, call.Clock.Elapsed - started - waited), limit, started, waited);
        call.Failover.End(index, rule, result.RetryAfter);
        return rule.Outcome;
    }

    /// <summary>
    /// A call's deadline says nothing about a candidate that had less time than it takes to a first token: others before it, or the reader of a
    /// stream, used the rest.
    /// </summary>
    private static ref readonly OutcomeRule HealthRule(Call call, in OutcomeRule rule, TimeLimit limit, TimeSpan hadTime) =>
        ref FailoverTable.For(limit == TimeLimit.Deadline && hadTime < call.Table.Limits.FirstToken ? Outcome.Cancelled : rule.Outcome);

    /// <summary>Books an attempt that ran beside the call, on its behalf.</summary>
    /// <param name="call">The call.</param>
    /// <param name="side">What the attempt ran on: its clock says who ended it.</param>
    /// <param name="index">The candidate.</param>
    /// <param name="result">What the provider says.</param>
    /// <param name="started">When the attempt started, on the call's clock.</param>
    public static Outcome EndBeside(Call call, Call side, int index, in ProviderResult result, TimeSpan started)
    {
        var (outcome, limit) = Classify(side.Clock, result);
        ref readonly var rule = ref FailoverTable.For(outcome);
        Book(call, side, index, result, rule, rule, limit, started, default);

        // The one that lost a race was given up by us: that ends nothing.
        if (outcome != Outcome.Cancelled || call.Clock.CallerGaveUp)
            call.Failover.End(index, rule, result.RetryAfter);
        return rule.Outcome;
    }

    /// <summary>Books an attempt that failed because of how we asked: no mark against the candidate. What follows is the caller's to say.</summary>
    public static void EndOurFault(Call call, int index, in ProviderResult result, TimeSpan started, TimeSpan waited) =>
        Book(call, call, index, result, FailoverTable.For(result.Outcome), FailoverTable.For(Outcome.Cancelled), TimeLimit.None, started, waited);

    /// <summary>A plugin broke the rule that failures are values. Only its text is kept: the exception would keep the plugin in memory.</summary>
    public static ProviderResult FromException(Exception exception) =>
        new(exception is OperationCanceledException ? Outcome.Cancelled : Outcome.ServerError)
        {
            Detail = $"The provider threw {exception.GetType().FullName}: {exception.Message}",
        };

    private static void Learn(Call call, Candidate candidate, in TokenUsage usage)
    {
        call.Route.Statistics.Record(usage);
        candidate.Calibration.Record(call.InputTokens, usage.InputTokens);
    }

    private static void Book(
        Call call, Call side, int index, in ProviderResult result, in OutcomeRule rule, in OutcomeRule health, TimeLimit limit, TimeSpan started, TimeSpan waited)
    {
        var candidate = call.Route.Candidates[index];
        var duration = call.Clock.Elapsed - started;
        call.Attempts.Add(candidate, result, rule.Outcome, limit, duration, side.MostNanoUsd(candidate));
        side.Meter.EndAttempt(call.Attempts.Last);
        candidate.Health.Record(health, result, duration - waited, call.Clock.Now, side.IsProbe);
        if (rule.Outcome != Outcome.Completed)
            call.Router.Log.AttemptFailed(call.Task.Id, candidate.FullId, rule.Outcome, limit, result.HttpStatus);
        else
            Learn(call, candidate, result.Usage);
    }

    /// <summary>
    /// Who ended the attempt. The clock knows better than the provider: what the provider sees as cancelled or as a broken connection may be a
    /// limit that passed.
    /// </summary>
    private static (Outcome Outcome, TimeLimit Limit) Classify(CallClock clock, in ProviderResult result)
    {
        if (result.Outcome == Outcome.Completed)
            return (Outcome.Completed, TimeLimit.None);
        if (clock.CallerGaveUp)
            return (Outcome.Cancelled, TimeLimit.None);
        if (clock.Passed is var passed and not TimeLimit.None)
            return (Outcome.TimedOut, passed);

        if (result is { Outcome: Outcome.TimedOut, ConnectTimedOut: true })
            return (Outcome.TimedOut, TimeLimit.Connect);

        // Nobody cancelled: the provider's own connection was given up below it.
        return (result.Outcome == Outcome.Cancelled ? Outcome.NetworkError : result.Outcome, TimeLimit.None);
    }
}
