using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>One attempt that is answered in one piece.</summary>
internal static class WholeAttempt
{
    /// <summary>Asks the candidate of a lane, within the limits of an attempt.</summary>
    /// <returns>Whether the attempt has ended, with its result in the lane; false if it is late and goes on.</returns>
    public static ValueTask<bool> BeginAsync(Call call, Lane lane)
    {
        var candidate = call.Route.Candidates[lane.Index];
        lane.Reply.Clear();
        lane.Clock.Arm(call.Table.Limits.Attempt, TimeLimit.Attempt, lane.BeganAt);
        try
        {
            var request = lane.Body.For(candidate, lane.Reservation.MaxTokens);
            lane.Enter(candidate.Provider);
            var answer = candidate.Provider.CompleteAsync(request, lane.Reply, lane.Clock.Token);
            lane.Leave();
            return EndAsync(lane, lane.Waits.Answer.For(answer));
        }
        catch (Exception exception)
        {
            lane.Leave();
            lane.Result = AttemptRunner.FromException(exception);
            return new(true);
        }
    }

    /// <summary>Goes on waiting for an attempt that is late.</summary>
    public static ValueTask<bool> ContinueAsync(Lane lane) => EndAsync(lane, lane.Waits.Answer.Again());

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> EndAsync(Lane lane, ValueTask<WaitEnd> waiting)
    {
        var wait = lane.Waits.Answer;
        try
        {
            switch (await waiting.ConfigureAwait(false))
            {
                case WaitEnd.Late:
                    return false;
                case WaitEnd.Done:
                    lane.Result = wait.TakeResult();
                    return true;
            }
        }
        catch (Exception exception)
        {
            lane.Result = AttemptRunner.FromException(exception);
            return true;
        }

        wait.Drop();
        lane.Abandon();
        lane.Result = AttemptRunner.Abandoned;
        return true;
    }
}
