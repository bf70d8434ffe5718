namespace Switchyard;

/// <summary>
/// A second attempt beside one that is later than its candidate usually is. The first to answer wins, of a stream the first to commit; the other
/// is cancelled and booked. Opt-in: as long as nobody is late it costs nothing, then it may allocate.
/// </summary>
internal static class Hedge
{
    /// <summary>Has the attempt reported as late that takes longer than its candidate usually does.</summary>
    public static void Prepare(Call call, Lane lane, Candidate candidate)
    {
        if (call.Route.Policy.Hedge is true && candidate.Health.UsualTicks(call.IsStream, lane.BeganAt) is var usual and > 0)
            lane.Clock.MarkLate(TimeSpan.FromTicks(usual));
    }

    /// <summary>The attempt on the call's lane is late. Afterwards the call's lane is that of the attempt that counts; any other is booked.</summary>
    public static async ValueTask RunAsync(Call call)
    {
        var first = call.Lane;
        if (TryReserve(call, first) is not { } second)
        {
            await ContinueAsync(call, first).ConfigureAwait(false);
            return;
        }

        var late = ContinueAsync(call, first).AsTask();
        var quick = BeginAsync(call, second).AsTask();
        var isQuick = await Task.WhenAny(late, quick).ConfigureAwait(false) == quick;
        var (winner, other, pending) = isQuick ? (second, first, late) : (first, second, quick);
        if (IsAnswer(winner))
        {
            call.Lane = winner;
            Straggler.GiveUp(call, other, pending);
            return;
        }

        // One has failed: the other is waited for, however late it is.
        call.Lane = other;
        await winner.Stream.CloseAsync().ConfigureAwait(false);
        AttemptBooking.End(call, winner, winner.Result);
        call.Router.Lanes.Return(winner);
        await pending.ConfigureAwait(false);
    }

    /// <summary>Only one that is well and affordable beside the first: a hedge must not make things worse.</summary>
    private static Lane? TryReserve(Call call, Lane first)
    {
        var now = call.Clock.Now;
        var index = call.Failover.Next(now, call.Clock.RemainingAt(now), out _, out var isReady);
        if (index < 0 || !isReady || call.Clock.IsOver)
            return null;

        var candidate = call.Route.Candidates[index];
        if (call.Budget.TryReserve(candidate, beside: first.Reservation.WorstNanoUsd) is not { } reservation)
            return null;
        if (!candidate.Health.TryEnter(now, isForced: false, out var probe))
            return null;

        var second = call.Router.Lanes.Rent();
        second.StartWith(first);
        (second.Reservation, second.Probe) = (reservation, probe);
        second.Begin(index, now);
        AttemptRunner.Begin(call, second, index);
        return second;
    }

    private static ValueTask<bool> BeginAsync(Call call, Lane lane)
    {
        if (!call.IsStream)
            return WholeAttempt.BeginAsync(call, lane);

        lane.Stream.Begin(call);
        return lane.Stream.AdvanceAsync();
    }

    private static ValueTask<bool> ContinueAsync(Call call, Lane lane) => call.IsStream ? lane.Stream.AdvanceAsync() : WholeAttempt.ContinueAsync(lane);

    /// <summary>A stream that goes on has committed.</summary>
    private static bool IsAnswer(Lane lane) => lane.Result.Outcome is Outcome.Completed or default(Outcome);
}
