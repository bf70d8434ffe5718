using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Runs a forwarded call and sends its answer, whole or as a stream, in whatever wire.</summary>
internal sealed class AnswerRunner(Router router)
{
    private const int LongestRequestId = 200;
    private const string Json = "application/json";
    private const string Events = "text/event-stream; charset=utf-8";

    /// <summary>Sends an answer in one piece. The call is in the ledger before its first byte goes out.</summary>
    public async ValueTask CompleteAsync(HttpContext http, GatewayExchange exchange, ForwardRoute forward, Call call, IAnswerFormat format)
    {
        Name(http, call);
        var answer = exchange.Answer;
        try
        {
            await answer.CompleteAsync(call, http.RequestAborted).ConfigureAwait(false);
        }
        catch (RoutingException failure)
        {
            throw new ApiException(CallErrors.Of(failure, forward, router.TimeProvider));
        }

        var output = exchange.Output;
        output.Clear();
        if (!format.TryWriteReply(answer.Json.Span, answer.Receipt, output))
            throw new ApiException(Unreadable(answer.Receipt.Model));

        var response = http.Response;
        AnswerHeaders.Write(response.Headers, answer.Receipt);
        AnswerHeaders.WriteCost(response.Headers, answer.Receipt);
        response.ContentType = Json;
        if (exchange.Entry is { } entry)
        {
            AnswerHeaders.WriteMiss(response.Headers);
            entry.Look(answer.Json.Span);
            entry.Take(output.Span);
            entry.Keep(Json, answer.Receipt);
        }

        response.ContentLength = output.Length;
        await response.BodyWriter.WriteAsync(output.Memory).ConfigureAwait(false);
    }

    /// <summary>Sends an answer as a stream. The call is in the ledger before the event that says that the answer is complete.</summary>
    public async ValueTask StreamAsync(HttpContext http, GatewayExchange exchange, ForwardRoute forward, Call call, IAnswerFormat format)
    {
        Name(http, call);
        ForwardReceipt receipt;
        var isReleased = false;
        var stream = call.Stream;
        try
        {
            stream.Start(http.RequestAborted);
            await PumpAsync(http, exchange, call, format).ConfigureAwait(false);
            receipt = ForwardReceipt.Of(call);
        }
        catch (RoutingException failure)
        {
            var error = CallErrors.Of(failure, forward, router.TimeProvider);
            if (!exchange.HasBegun)
                throw new ApiException(error);

            await StopAsync(call).ConfigureAwait(false);
            isReleased = true;
            exchange.Output.Clear();
            format.WriteBreak(error, exchange.Output);
            await http.Response.BodyWriter.WriteAsync(exchange.Output.Memory).ConfigureAwait(false);
            throw new BrokenAnswerException();
        }
        finally
        {
            if (!isReleased)
                await StopAsync(call).ConfigureAwait(false);
        }

        exchange.Output.Clear();
        format.WriteEnd(receipt, exchange.Output);
        if (exchange.Entry is { } entry)
        {
            // What this call cost is nothing to say of the next one.
            entry.Take(AnswerHeaders.WithoutCostComment(exchange.Output));
            entry.Keep(Events, receipt);
        }

        await http.Response.BodyWriter.WriteAsync(exchange.Output.Memory).ConfigureAwait(false);
    }

    /// <summary>The caller's own id of a request; <see langword="null"/> if it sent none.</summary>
    public static string? RequestIdOf(HttpContext http) =>
        http.Request.Headers["x-request-id"] is [{ Length: > 0 and <= LongestRequestId } id] ? id : null;

    private static void Name(HttpContext http, Call call)
    {
        if (RequestIdOf(http) is { } id)
            call.Origin = call.Origin with { RequestId = id };
    }

    private static async ValueTask StopAsync(Call call)
    {
        try
        {
            await call.Stream.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            call.Release();
        }
    }

    /// <summary>Sends the chunks on as they come: at once when no more of them is there already.</summary>
    private static async ValueTask PumpAsync(HttpContext http, GatewayExchange exchange, Call call, IAnswerFormat format)
    {
        var stream = call.Stream;
        var writer = http.Response.BodyWriter;
        var output = exchange.Output;
        ForwardReceipt receipt = default;
        Candidate? answering = null;
        var read = stream.ReadAsync();
        while (true)
        {
            if (!read.IsCompleted && writer.UnflushedBytes > 0)
                await FlushAsync(writer, read).ConfigureAwait(false);
            if (!await read.ConfigureAwait(false))
                return;

            if (!ReferenceEquals(answering, stream.Candidate))
            {
                receipt = ForwardReceipt.OfRunning(call);
                if (answering is null)
                    Begin(http.Response, receipt, exchange.Entry);
                exchange.HasBegun = true;
                answering = stream.Candidate;
            }

            output.Clear();
            if (!format.TryWriteChunk(stream.Chunk, receipt, output))
                throw Broken(receipt.Model, call);
            exchange.Entry?.Look(stream.Chunk);
            exchange.Entry?.Take(output.Span);
            Append(writer, output);
            read = stream.ReadAsync();
        }
    }

    private static void Begin(HttpResponse response, in ForwardReceipt receipt, CacheEntry? entry)
    {
        AnswerHeaders.Write(response.Headers, receipt);
        if (entry is not null)
            AnswerHeaders.WriteMiss(response.Headers);
        response.ContentType = Events;
        response.Headers.CacheControl = "no-cache";
        response.Headers["x-accel-buffering"] = "no";
    }

    private static void Append(System.IO.Pipelines.PipeWriter writer, Utf8Buffer output)
    {
        output.Span.CopyTo(writer.GetSpan(output.Length));
        writer.Advance(output.Length);
    }

    /// <summary>The next read is under way: whatever becomes of the flush, it has to be over before the stream is touched again.</summary>
    private static async ValueTask FlushAsync(System.IO.Pipelines.PipeWriter writer, ValueTask<bool> read)
    {
        try
        {
            await writer.FlushAsync().ConfigureAwait(false);
        }
        catch
        {
            await read.ConfigureAwait(false);
            throw;
        }
    }

    private static ApiError Unreadable(string model) => new(502, "upstream_invalid_reply", $"The reply of {model} cannot be read.");

    private static RoutingException Broken(string model, Call call) =>
        new(Unreadable(model).Message, Outcome.InvalidReply, 502, call.Attempts.ToArray());
}
