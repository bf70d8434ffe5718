using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Switchyard;

/// <summary>Runs a call that is answered in one piece.</summary>
internal static class Completion
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<TResult> RunAsync<T, TResult, TShape>(Call call, ReplyReader<T> reader, CancellationToken cancellationToken)
        where TShape : struct, IResultShape<T, TResult>
    {
        call.Launch(isStream: false, cancellationToken);
        try
        {
            while (true)
            {
                var index = await AttemptRunner.NextAsync(call).ConfigureAwait(false);
                if (index < 0)
                    throw CallFailure.Create(call);

                var started = call.Clock.Elapsed;
                ProviderResult result;
                Call? side = null;
                if (call.Route.Policy.Hedge is true)
                {
                    (index, started, result, side) = await HedgedAttempt.RunAsync(call, index).ConfigureAwait(false);
                }
                else
                {
                    AttemptRunner.Begin(call, index);
                    result = await AttemptAsync(call, index).ConfigureAwait(false);
                }

                T? value = default;
                if (result.Outcome == Outcome.Completed)
                    result = result with { Outcome = Read(call, index, started, result, reader, out value) };

                var outcome = side is null
                    ? AttemptRunner.End(call, index, result, started)
                    : HedgedAttempt.End(call, side, index, result, started);
                if (outcome == Outcome.Completed)
                    return TShape.Shape(call, value!);
            }
        }
        finally
        {
            call.Release();
        }
    }

    /// <summary>Asks a candidate, within the limits of an attempt. The attempt has begun; booking its end is the caller's.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ProviderResult> AttemptAsync(Call call, int index)
    {
        var candidate = call.Route.Candidates[index];
        call.Reply.Clear();
        call.Clock.Arm(call.Table.Limits.Attempt, TimeLimit.Attempt);
        try
        {
            var wait = call.Waits.Answer;
            if (await wait.For(candidate.Provider.CompleteAsync(call.RequestFor(candidate), call.Reply, call.Clock.Token)).ConfigureAwait(false))
                return wait.TakeResult();
        }
        catch (Exception exception)
        {
            return AttemptRunner.FromException(exception);
        }

        call.Abandon();
        return AttemptRunner.Abandoned;
    }

    private static Outcome Read<T>(Call call, int index, TimeSpan started, in ProviderResult result, ReplyReader<T> reader, out T value)
    {
        value = default!;
        call.Text.Clear();
        var isText = ReferenceEquals(reader, PlainTextReader.Read);
        return ChatReply.ReadText(call.Reply.Span, call.Text) switch
        {
            ReplyKind.Refusal => Outcome.ContentFiltered,
            ReplyKind.Malformed => Outcome.InvalidReply,
            _ when result.FinishReason == FinishReason.None => Outcome.Truncated,
            ReplyKind.Text when result.FinishReason == FinishReason.ContentFilter => Outcome.ContentFiltered,
            ReplyKind.Text or ReplyKind.ToolCalls when call.ReadsWholeReply =>
                TryRead(call, index, started, result, reader, call.Reply.Span, out value) ? Outcome.Completed : Outcome.InvalidReply,

            // An answer cut off by the token limit is no failure, but no complete structured answer either.
            ReplyKind.Text when result.FinishReason == FinishReason.Length && !isText => Outcome.InvalidReply,
            ReplyKind.Text when TryRead(call, index, started, result, reader, call.Text.Span, out value) => Outcome.Completed,
            _ => Outcome.InvalidReply,
        };
    }

    private static bool TryRead<T>(
        Call call, int index, TimeSpan started, in ProviderResult result, ReplyReader<T> reader, ReadOnlySpan<byte> text, out T value)
    {
        try
        {
            return reader(text, out value);
        }
        catch (JsonException)
        {
            value = default!;
            return false;
        }
        catch
        {
            // A fault of the application, which the application is to see. The provider has done its work, and the attempt is booked as such.
            AttemptRunner.End(call, index, result, started);
            throw;
        }
    }
}
