namespace Switchyard.Simulator;

/// <summary>Sends an answer in one piece once all of it is due, with whatever the fault does to it.</summary>
internal sealed class WholeReply(ChatContext chat, Answer answer, ReplyIdentity identity)
{
    private readonly Pacer _pacer = new(chat.Time, chat.Http.RequestAborted);
    private readonly ReplyBody _body = new(chat.Http, chat.Fault, chat.Time);

    public async Task RunAsync()
    {
        var response = chat.Http.Response;
        response.ContentType = "application/json";
        await DelayAsync().ConfigureAwait(false);
        if (!response.HasStarted)
            chat.Exchange.Wire.WriteProcessed(chat.Http, _pacer.Elapsed);

        var wire = chat.Exchange.Wire;
        var finish = chat.Has(FaultKind.FinishReason) ? chat.Fault!.Finish : wire.Finish(answer.FinishReason);
        var bytes = chat.Request.Embedding is { } inputs
            ? wire.RenderEmbeddings(identity, chat.Model, inputs, chat.Exchange.Usage)
            : wire.RenderWhole(identity, answer, finish, chat.Exchange.Usage);
        if (await DisturbAsync(bytes).ConfigureAwait(false))
            return;

        chat.Exchange.Settle(chat.Has(FaultKind.FinishReason) ? RequestOutcome.Faulted : RequestOutcome.Answered, 200);
        if (!response.HasStarted)
            response.ContentLength = bytes.Length;
        await _body.WriteAsync(bytes).ConfigureAwait(false);
    }

    private async Task DelayAsync()
    {
        await _pacer.WaitAsync(chat.Model.FirstTokenLatency).ConfigureAwait(false);
        if (chat.Has(FaultKind.SlowFirstToken))
        {
            if (chat.Fault!.HeadersFirst)
                await FlushHeadersAsync().ConfigureAwait(false);
            await _pacer.WaitAsync(chat.Fault.Delay).ConfigureAwait(false);
        }
        else if (chat.Has(FaultKind.KeepAlives))
        {
            await KeepAlive.RunAsync(chat, _body, chat.Exchange.Wire.Blank).ConfigureAwait(false);
        }
        else if (chat.Has(FaultKind.SilenceAfterHeaders))
        {
            chat.Exchange.Settle(RequestOutcome.Faulted, 200);
            await FlushHeadersAsync().ConfigureAwait(false);
            await Connection.HangAsync(chat.Http, chat.Stopping).ConfigureAwait(false);
        }

        chat.BookPrompt();
        await ProduceAsync().ConfigureAwait(false);
    }

    // A client that leaves half-way has the tokens billed that were due until then, as a vendor does.
    private async Task ProduceAsync()
    {
        var total = chat.Model.ReasoningTokens + answer.Tokens.Count;
        var (from, interval) = (_pacer.Elapsed, chat.Model.TokenInterval);
        var produced = total;
        try
        {
            await _pacer.WaitAsync(interval * Math.Max(0, total - 1)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            produced = (int)Math.Clamp((_pacer.Elapsed - from) / interval, 0, total);
            throw;
        }
        finally
        {
            var reasoning = Math.Min(produced, chat.Model.ReasoningTokens);
            chat.BookOutput(produced - reasoning, reasoning);
        }
    }

    private async Task<bool> DisturbAsync(ReadOnlyMemory<byte> bytes)
    {
        switch (chat.Fault?.Kind)
        {
            case FaultKind.ZeroChunks:
                await SendAsync(default).ConfigureAwait(false);
                return true;
            case FaultKind.Malformed:
                await SendAsync(bytes[..(bytes.Length / 2)]).ConfigureAwait(false);
                return true;
            case FaultKind.ErrorInBody:
                var error = FaultErrors.Of(chat.Fault, chat.Model, chat.Exchange.Wire);
                chat.Http.Response.ContentType = ErrorBody.ContentType(error.Style);
                await SendAsync(ErrorBody.Render(error, chat.Exchange.Record.RequestId)).ConfigureAwait(false);
                return true;
            case FaultKind.Cut or FaultKind.Stall:
                await BreakOffAsync(chat.Fault, bytes).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        chat.Exchange.Settle(RequestOutcome.Faulted, 200);
        chat.Http.Response.ContentLength = bytes.Length;
        await _body.WriteAsync(bytes).ConfigureAwait(false);
    }

    private async Task BreakOffAsync(Fault fault, ReadOnlyMemory<byte> bytes)
    {
        chat.Exchange.Settle(RequestOutcome.Faulted, 200);

        // A reply that ends properly cannot promise more bytes than it has; the others promise all and send half.
        if (fault is not { Kind: FaultKind.Cut, Ending: CutKind.EndResponse })
            chat.Http.Response.ContentLength = bytes.Length;
        await _body.WriteAsync(bytes[..(bytes.Length / 2)]).ConfigureAwait(false);
        if (fault.Kind == FaultKind.Stall)
            await Connection.HangAsync(chat.Http, chat.Stopping).ConfigureAwait(false);
        else
            await Connection.EndAsync(chat.Http, fault.Ending).ConfigureAwait(false);
    }

    private async Task FlushHeadersAsync()
    {
        chat.Exchange.Wire.WriteProcessed(chat.Http, _pacer.Elapsed);
        await chat.Http.Response.BodyWriter.FlushAsync(chat.Http.RequestAborted).ConfigureAwait(false);
    }
}
