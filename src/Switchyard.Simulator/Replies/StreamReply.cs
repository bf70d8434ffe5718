namespace Switchyard.Simulator;

/// <summary>Streams an answer, event by event at the model's pace, with whatever the fault does to it.</summary>
internal sealed class StreamReply(ChatContext chat, Answer answer, ReplyIdentity identity)
{
    private readonly Pacer _pacer = new(chat.Time, chat.Http.RequestAborted);
    private readonly ReplyBody _body = new(chat.Http, chat.Fault, chat.Time);

    public async Task RunAsync()
    {
        var slow = chat.Has(FaultKind.SlowFirstToken) ? chat.Fault! : null;
        await _pacer.WaitAsync(chat.Model.FirstTokenLatency).ConfigureAwait(false);
        if (slow is { HeadersFirst: false })
            await _pacer.WaitAsync(slow.Delay).ConfigureAwait(false);
        using var chunks = chat.Exchange.Wire.BeginStream(identity, chat.Request);
        await BeginAsync(chunks).ConfigureAwait(false);
        if (await EmptyAsync(chunks).ConfigureAwait(false))
            return;

        chat.BookPrompt();
        await _body.WriteAsync(chunks.Begin(answer.Tool, chat.Exchange.Usage)).ConfigureAwait(false);
        if (slow is { HeadersFirst: true })
            await _pacer.WaitAsync(slow.Delay).ConfigureAwait(false);
        if (chat.Model.ReasoningTokens > 0)
        {
            await _pacer.WaitAsync(chat.Model.TokenInterval * chat.Model.ReasoningTokens).ConfigureAwait(false);
            chat.BookOutput(0, chat.Model.ReasoningTokens);
            await _body.WriteAsync(chunks.Reasoning(chat.Model.ReasoningTokens)).ConfigureAwait(false);
        }

        if (await TokensAsync(chunks).ConfigureAwait(false))
            await FinishAsync(chunks).ConfigureAwait(false);
    }

    private async Task BeginAsync(StreamForm chunks)
    {
        chat.Http.Response.ContentType = chunks.ContentType;
        chat.Exchange.Wire.WriteProcessed(chat.Http, _pacer.Elapsed);
        await chat.Http.Response.BodyWriter.FlushAsync(chat.Http.RequestAborted).ConfigureAwait(false);
    }

    // The faults after the headers and before the first chunk. True if nothing more is to come.
    private async Task<bool> EmptyAsync(StreamForm chunks)
    {
        switch (chat.Fault?.Kind)
        {
            case FaultKind.ZeroChunks:
                chat.Exchange.Settle(RequestOutcome.Faulted, 200);
                if (chat.Fault.SendsDone)
                    await _body.WriteAsync(chunks.Done).ConfigureAwait(false);
                return true;
            case FaultKind.SilenceAfterHeaders:
                chat.Exchange.Settle(RequestOutcome.Faulted, 200);
                await Connection.HangAsync(chat.Http, chat.Stopping).ConfigureAwait(false);
                return true;
            case FaultKind.KeepAlives:
                await KeepAlive.RunAsync(chat, _body, chunks.KeepAlive).ConfigureAwait(false);
                return false;
            default:
                return false;
        }
    }

    private async Task<bool> TokensAsync(StreamForm chunks)
    {
        var disturbed = Math.Min(chat.Fault?.AfterTokens ?? 0, answer.Tokens.Count);
        for (var i = 0; i <= answer.Tokens.Count; i++)
        {
            var replaced = false;
            if (i == disturbed && chat.Fault is { } fault)
            {
                if (!await DisturbAsync(fault, chunks).ConfigureAwait(false))
                    return false;
                replaced = fault is { Kind: FaultKind.Malformed, LosesText: true };
            }

            if (i == answer.Tokens.Count)
                break;
            if (i > 0 || chat.Model.ReasoningTokens > 0)
                await _pacer.WaitAsync(chat.Model.TokenInterval).ConfigureAwait(false);
            chat.BookOutput(1);
            if (!replaced)
                await _body.WriteAsync(chunks.Token(answer.Tokens[i], answer.Tool is not null, chat.Exchange.Usage)).ConfigureAwait(false);
        }

        return true;
    }

    // The faults in the middle. False if nothing more is to come.
    private async Task<bool> DisturbAsync(Fault fault, StreamForm chunks)
    {
        switch (fault.Kind)
        {
            case FaultKind.Malformed:
                await _body.WriteAsync(chunks.Malformed).ConfigureAwait(false);
                return true;
            case FaultKind.Cut:
                chat.Exchange.Settle(RequestOutcome.Faulted, 200);
                await Connection.EndAsync(chat.Http, fault.Ending).ConfigureAwait(false);
                return false;
            case FaultKind.Stall:
                chat.Exchange.Settle(RequestOutcome.Faulted, 200);
                await Connection.HangAsync(chat.Http, chat.Stopping).ConfigureAwait(false);
                return false;
            case FaultKind.ErrorInBody:
                chat.Exchange.Settle(RequestOutcome.Faulted, 200);
                await WriteErrorAsync(fault, chunks).ConfigureAwait(false);
                await Connection.EndAsync(chat.Http, fault.Ending).ConfigureAwait(false);
                return false;
            default:
                return true;
        }
    }

    private Task WriteErrorAsync(Fault fault, StreamForm chunks)
    {
        var error = FaultErrors.Of(fault, chat.Model, chat.Exchange.Wire);
        return _body.WriteAsync(chunks.Error(ErrorBody.Render(error, chat.Exchange.Record.RequestId), error.Style));
    }

    private async Task FinishAsync(StreamForm chunks)
    {
        var isFaulty = chat.Has(FaultKind.FinishReason);
        var isDamaged = isFaulty || chat.Fault is { Kind: FaultKind.Malformed, LosesText: true };
        chat.Exchange.Settle(isDamaged ? RequestOutcome.Faulted : RequestOutcome.Answered, 200);
        await _body.WriteAsync(chunks.Finish(isFaulty ? chat.Fault!.Finish : chat.Exchange.Wire.Finish(answer.FinishReason), chat.Exchange.Usage)).ConfigureAwait(false);
        await _body.WriteAsync(chunks.Usage(chat.Exchange.Usage)).ConfigureAwait(false);
        if (!chat.Has(FaultKind.NoDone))
            await _body.WriteAsync(chunks.Done).ConfigureAwait(false);
    }
}
