namespace Switchyard;

/// <summary>
/// An attempt that was given up for a faster one. Nobody waits for it; it ends by its cancelled token or when its grace is over, and is then
/// accounted for, once.
/// </summary>
internal sealed class Straggler
{
    private readonly Call _call;
    private readonly Task<BookedAttempt> _end;
    private readonly int _place;

    private Straggler(Call call, Task<BookedAttempt> end, int place)
    {
        _call = call;
        _end = end;
        _place = place;
    }

    /// <summary>Gives an attempt up.</summary>
    /// <param name="call">The call.</param>
    /// <param name="lane">What it runs on; goes back to its pool afterwards.</param>
    /// <param name="pending">Ends with the attempt.</param>
    public static void GiveUp(Call call, Lane lane, Task pending)
    {
        lane.Clock.GiveUp();
        var soFar = AttemptBooking.GivenUpSoFar(call, lane);
        var end = EndAsync(call, lane, pending);
        if (end.IsCompletedSuccessfully)
            call.Attempts.Add(end.Result);
        else
            call.Add(new Straggler(call, end, call.Attempts.Add(soFar)));
    }

    /// <summary>Puts what it came to in the place of what was known when it was given up.</summary>
    public async Task BookAsync() => _call.Attempts.Set(_place, await _end.ConfigureAwait(false));

    private static async Task<BookedAttempt> EndAsync(Call call, Lane lane, Task pending)
    {
        await pending.ConfigureAwait(false);
        if (lane.Result.Outcome == default)
            lane.Result = lane.Stream.ResultSoFar() with { Outcome = Outcome.Cancelled };
        await lane.Stream.CloseAsync().ConfigureAwait(false);
        var booked = AttemptBooking.EndGivenUp(call, lane);
        call.Route.Candidates[lane.Index].Health.NoteAtLeast(booked.Attempt.Duration, lane.Clock.Now);
        call.Router.Lanes.Return(lane);
        return booked;
    }
}
