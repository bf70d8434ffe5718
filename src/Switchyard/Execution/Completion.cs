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

                var candidate = AttemptRunner.Begin(call, call.Lane, index);
                Hedge.Prepare(call, call.Lane, candidate);
                if (!await WholeAttempt.BeginAsync(call, call.Lane).ConfigureAwait(false))
                    await Hedge.RunAsync(call).ConfigureAwait(false);

                T? value = default;
                var lane = call.Lane;
                var result = lane.Result;
                if (result.Outcome == Outcome.Completed)
                    result = result with { Outcome = Read(call, result, reader, out value), Detail = call.Misfit };
                if (AttemptBooking.End(call, lane, result) == Outcome.Completed)
                    return TShape.Shape(call, value!);
                call.GoOn();
            }
        }
        finally
        {
            call.Release();
        }
    }

    private static Outcome Read<T>(Call call, in ProviderResult result, ReplyReader<T> reader, out T value)
    {
        value = default!;
        if (call.Operation != ProviderOperation.Chat)
            return TryRead(call, result, reader, call.Reply.Span, out value) ? Outcome.Completed : Outcome.InvalidReply;

        call.Text.Clear();
        call.Misfit = null;
        var isText = ReferenceEquals(reader, PlainTextReader.Read);
        return ChatReply.ReadText(call.Reply.Span, call.Text) switch
        {
            ReplyKind.Refusal => Outcome.ContentFiltered,
            ReplyKind.Malformed => Outcome.InvalidReply,
            _ when result.FinishReason == FinishReason.None => Outcome.Truncated,
            ReplyKind.Text when result.FinishReason == FinishReason.ContentFilter => Outcome.ContentFiltered,
            ReplyKind.Text or ReplyKind.ToolCalls when call.ReadsWholeReply =>
                TryRead(call, result, reader, call.Reply.Span, out value) ? Outcome.Completed : Outcome.InvalidReply,

            // An answer cut off by the token limit is no failure, but no complete structured answer either.
            ReplyKind.Text when result.FinishReason == FinishReason.Length && !isText => DoesNotFit(call, "It was cut off by the limit of tokens."),
            ReplyKind.Text when TryRead(call, result, reader, call.Text.Span, out value) => Outcome.Completed,
            ReplyKind.Text => DoesNotFit(call, "It is not what the task reads."),
            _ => DoesNotFit(call, "It calls tools instead of answering."),
        };
    }

    private static Outcome DoesNotFit(Call call, string otherwise)
    {
        call.Lane.Misfit ??= otherwise;
        return Outcome.InvalidReply;
    }

    private static bool TryRead<T>(Call call, in ProviderResult result, ReplyReader<T> reader, ReadOnlySpan<byte> text, out T value)
    {
        try
        {
            return reader(text, out value);
        }
        catch (JsonException exception)
        {
            call.Lane.Misfit = (exception as MisfitException)?.Message;

            // The reader's own words, or those of the parser for what is no JSON at all.
            call.Misfit = exception is MisfitException || exception.GetType() == typeof(JsonException) ? exception.Message : $"The answer is no well-formed JSON: {exception.Message}";
            value = default!;
            return false;
        }
        catch
        {
            // A fault of the application, which the application is to see. The provider has done its work, and the attempt is booked as such.
            AttemptBooking.End(call, call.Lane, result);
            throw;
        }
    }
}
