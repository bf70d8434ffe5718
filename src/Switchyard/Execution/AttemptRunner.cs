using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>The steps that lead to an attempt, for calls and streams.</summary>
internal static class AttemptRunner
{
    /// <summary>What an attempt ends with whose provider did not heed its cancelled token. The clock knows which limit it was.</summary>
    public static ProviderResult Abandoned => new(Outcome.Cancelled) { Detail = "The provider did not heed its cancelled token." };

    /// <summary>Chooses the next candidate, after a wait if there is nobody else.</summary>
    /// <returns>Its index in the route, with a place taken for it on the call's lane; negative if the call has failed.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> NextAsync(Call call)
    {
        var lane = call.Lane;
        while (!call.Clock.IsOver)
        {
            var now = lane.Clock.Now;
            var index = call.Failover.Next(now, lane.Clock.RemainingAt(now), out var wait, out var isReady);
            if (index < 0)
                break;

            var candidate = call.Route.Candidates[index];
            if (call.Budget.TryReserve(candidate, call.Stream.PrefillTokens(candidate, index)) is not { } reservation)
            {
                call.Failover.Skip(index);
                continue;
            }

            if (wait > TimeSpan.Zero)
            {
                if (await lane.Clock.PauseAsync(wait).ConfigureAwait(false) != WaitEnd.Done)
                    break;
                now = lane.Clock.Now;
            }

            // Another call may have taken the last free place, or the probe, since we looked: then we look again.
            if (candidate.Health.TryEnter(now, isForced: !isReady, out var probe))
            {
                (lane.Reservation, lane.Probe) = (reservation, probe);
                lane.Begin(index, now);
                return index;
            }
        }

        return -1;
    }

    /// <summary>Begins the attempt for which a place was taken on a lane.</summary>
    public static Candidate Begin(Call call, Lane lane, int index)
    {
        var candidate = call.Route.Candidates[index];
        call.Failover.Begin(index);
        call.Meter.StartAttempt(lane, candidate);
        return candidate;
    }

    /// <summary>A plugin broke the rule that failures are values. Only its text is kept: the exception would keep the plugin in memory.</summary>
    public static ProviderResult FromException(Exception exception) =>
        new(exception is OperationCanceledException ? Outcome.Cancelled : Outcome.ServerError)
        {
            Detail = $"The provider threw {exception.GetType().FullName}: {exception.Message}",
        };
}
