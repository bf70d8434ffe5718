namespace Switchyard;

/// <summary>
/// An attempt with a second one beside it, should the first be later than its candidate usually is. Whoever answers first wins; the other is
/// cancelled and booked. Opt-in, so it may allocate.
/// </summary>
internal static class HedgedAttempt
{
    /// <summary>Runs the attempt that the call has entered into.</summary>
    /// <returns>
    /// The attempt that counts, not booked yet, and what it ran on; its reply is the call's. Any other attempt has been booked.
    /// </returns>
    public static async ValueTask<(int Index, TimeSpan Started, ProviderResult Result, Call Side)> RunAsync(Call call, int index)
    {
        var first = HedgeSide.Start(call, index, call.IsProbe);
        var second = await IsLateAsync(call, first).ConfigureAwait(false) ? TryStartSecond(call, first) : null;
        var winner = second is null ? first : await RaceAsync(call, first, second).ConfigureAwait(false);
        var result = await winner.Answer.ConfigureAwait(false);
        call.TakeReply(winner.Call);
        winner.Dispose();
        return (winner.Index, winner.Started, result, winner.Call);
    }

    /// <summary>Books the attempt that counts.</summary>
    public static Outcome End(Call call, Call side, int index, in ProviderResult result, TimeSpan started)
    {
        var outcome = AttemptRunner.EndBeside(call, side, index, result, started);
        side.ReleaseBeside();
        return outcome;
    }

    private static async Task<bool> IsLateAsync(Call call, HedgeSide first)
    {
        var usual = call.Route.Candidates[first.Index].Health.P95Ticks(call.Clock.Now);
        if (usual == 0)
            return false;

        using var stop = new CancellationTokenSource();
        var delay = Task.Delay(TimeSpan.FromTicks(usual), call.Router.TimeProvider, stop.Token);
        var isLate = await Task.WhenAny(first.Answer, delay).ConfigureAwait(false) == delay;
        stop.Cancel();
        return isLate;
    }

    /// <summary>Only one that is well and affordable beside the first: a hedge must not make things worse.</summary>
    private static HedgeSide? TryStartSecond(Call call, HedgeSide first)
    {
        var index = call.Failover.Next(call.Clock.Remaining, out _, out var isReady);
        if (index < 0 || !isReady)
            return null;

        var candidate = call.Route.Candidates[index];
        var spent = call.SpentBeside;
        call.SpentBeside = first.Call.MostNanoUsd(call.Route.Candidates[first.Index]);
        var isAffordable = call.TryReserve(candidate);
        call.SpentBeside = spent;
        return isAffordable && candidate.Health.TryEnter(call.Clock.Now, isForced: false, out var isProbe)
            ? HedgeSide.Start(call, index, isProbe)
            : null;
    }

    private static async Task<HedgeSide> RaceAsync(Call call, HedgeSide first, HedgeSide second)
    {
        var early = await Task.WhenAny(first.Answer, second.Answer).ConfigureAwait(false) == first.Answer ? first : second;
        var late = early == first ? second : first;
        var result = await early.Answer.ConfigureAwait(false);
        var (winner, loser) = result.Outcome == Outcome.Completed ? (early, late) : (late, early);
        if (winner == early)
            loser.GiveUp();

        await loser.BookAsync(call).ConfigureAwait(false);
        return winner;
    }
}
