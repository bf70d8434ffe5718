using System.Runtime.CompilerServices;

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
                var result = await AttemptAsync(call, index).ConfigureAwait(false);
                T? value = default;
                if (result.Outcome == Outcome.Completed)
                    result = result with { Outcome = Read(call, result, reader, out value) };

                if (AttemptRunner.End(call, index, result, started) == Outcome.Completed)
                    return TShape.Shape(call, value!);
            }
        }
        finally
        {
            call.Release();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<ProviderResult> AttemptAsync(Call call, int index)
    {
        var candidate = AttemptRunner.Begin(call, index);
        call.Reply.Clear();
        call.Clock.Arm(call.Table.Limits.Attempt, TimeLimit.Attempt);
        try
        {
            return await candidate.Provider.CompleteAsync(call.RequestFor(candidate), call.Reply, call.Clock.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return AttemptRunner.FromException(exception);
        }
    }

    private static Outcome Read<T>(Call call, in ProviderResult result, ReplyReader<T> reader, out T value)
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

            // An answer cut off by the token limit is no failure, but no complete structured answer either.
            ReplyKind.Text when result.FinishReason == FinishReason.Length && !isText => Outcome.InvalidReply,
            ReplyKind.Text when reader(call.Text.Span, out value) => Outcome.Completed,
            _ => Outcome.InvalidReply,
        };
    }
}
