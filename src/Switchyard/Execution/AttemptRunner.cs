using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>The steps around one attempt that calls and streams share.</summary>
internal static class AttemptRunner
{
    /// <summary>Chooses the next candidate, after a wait if there is nobody else.</summary>
    /// <returns>Its index in the route; negative if the call has failed.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> NextAsync(Call call)
    {
        while (!call.Clock.CallerGaveUp)
        {
            var index = call.Failover.Next(call.Clock.Remaining, out var wait);
            if (index < 0)
                break;
            if (!call.TryReserve(call.Route.Candidates[index]))
                call.Failover.Skip(index);
            else if (wait == TimeSpan.Zero || await WaitAsync(call, wait).ConfigureAwait(false))
                return index;
        }

        return -1;
    }

    public static Candidate Begin(Call call, int index)
    {
        var candidate = call.Route.Candidates[index];
        call.Failover.Begin(index);
        call.Clock.Rearm();
        candidate.Health.Enter(call.Clock.Now);
        call.Meter.StartAttempt(candidate);
        return candidate;
    }

    /// <summary>Books an attempt: its record, the health of its candidate, and what it leaves over for the call.</summary>
    public static Outcome End(Call call, int index, in ProviderResult result, TimeSpan started)
    {
        var (outcome, limit) = Classify(call.Clock, result);
        return End(call, index, result, outcome, limit, started);
    }

    /// <inheritdoc cref="End(Call, int, in ProviderResult, TimeSpan)"/>
    public static Outcome End(Call call, int index, in ProviderResult result, Outcome outcome, TimeLimit limit, TimeSpan started)
    {
        var candidate = call.Route.Candidates[index];
        ref readonly var rule = ref FailoverTable.For(outcome);
        var duration = call.Clock.Elapsed - started;
        call.Attempts.Add(candidate, result, rule.Outcome, limit, duration, MostNanoUsd(call, candidate));
        call.Meter.EndAttempt();
        candidate.Health.Record(rule, result, duration, call.Clock.Now);
        call.Failover.End(index, rule, result.RetryAfter);
        if (rule.Outcome != Outcome.Completed)
            call.Router.Log.AttemptFailed(call.Task.Id, candidate.FullId, rule.Outcome, limit, result.HttpStatus);
        else
            Learn(call, candidate, result.Usage);
        return rule.Outcome;
    }

    /// <summary>Books an attempt that failed because of how we put the request to this candidate: it may be asked again, put otherwise.</summary>
    public static void EndOurFault(Call call, int index, in ProviderResult result, TimeSpan started)
    {
        var candidate = call.Route.Candidates[index];
        call.Attempts.Add(candidate, result, result.Outcome, TimeLimit.None, call.Clock.Elapsed - started, 0);
        call.Meter.EndAttempt();
        candidate.Health.Record(FailoverTable.For(result.Outcome), result, default, call.Clock.Now);
        call.Failover.Reopen(index);
    }

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

    private static async ValueTask<bool> WaitAsync(Call call, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, call.Router.TimeProvider, call.Clock.Caller).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static long MostNanoUsd(Call call, Candidate candidate) =>
        call.MaxTokens > 0 && candidate.Price is { } price
            ? price.Cost(new() { InputTokens = candidate.Calibration.Apply(call.InputTokens), OutputTokens = call.MaxTokens })
            : 0;

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
