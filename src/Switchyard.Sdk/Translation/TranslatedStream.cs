using System.Buffers;
using System.Runtime.CompilerServices;

namespace Switchyard.Sdk;

/// <summary>A streamed answer on a wire of its own, pulled from the connection event by event.</summary>
internal sealed class TranslatedStream(
    HttpResponseMessage response, IEventReader events, ForwardedBody body, PooledBuffer buffer, ProviderKey key, HeaderReader headers, StreamTranslator translator)
    : ProviderStream
{
    private ProviderResult _result = headers.Read(response) with { Outcome = Outcome.Truncated };
    private bool _owesUsage;
    private bool _ended;
    private bool _disposed;

    public override ProviderResult Result => _result;

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        try
        {
            if (_owesUsage)
            {
                _owesUsage = false;
                translator.WriteUsage(chunk);
                return true;
            }

            while (!_ended)
            {
                if (!await events.ReadAsync(cancellationToken).ConfigureAwait(false))
                    _ended = true;
                else if (Take(chunk))
                    return true;
            }
        }
        catch (Exception exception)
        {
            _ended = true;
            Break(exception, cancellationToken);
        }

        return false;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;

        _disposed = _ended = true;
        _owesUsage = false;
        events.Dispose();
        response.Dispose();
        response.RequestMessage?.Dispose();
        await body.CloseAsync().ConfigureAwait(false);
        buffer.Dispose();
    }

    /// <summary>Takes one event in; true if a chunk has been written.</summary>
    private bool Take(IBufferWriter<byte> chunk)
    {
        if (!JsonSlice.TryParse(events.Data.Span, out var data))
            return Pass();

        var step = data.IsObject ? translator.Take(data, chunk) : StreamStep.Unknown;
        _result = _result with { Usage = translator.Usage, RequestId = _result.RequestId ?? (translator.Id is { Length: > 0 } id ? id : null) };
        switch (step)
        {
            case StreamStep.Error:
                return Fail(data);
            case StreamStep.Unknown:
                return Skip();
            case StreamStep.Last:
                _ended = true;
                _owesUsage = translator.Usage.IsReported;
                _result = ReplyJudge.Conclude(_result with { FinishReason = translator.Finish }, translator.EndedByError, refusal: null);
                if (translator.Reason is { } reason && _result.Outcome != Outcome.Completed)
                    _result = _result with { Detail = Details.Shorten(reason, key) };

                // An error under a finish reason of the vendor's own is not for the caller's client, which would not know it.
                if (!translator.EndedByError)
                    return true;
                _owesUsage = false;
                return false;
            default:
                return step == StreamStep.Chunk;
        }
    }

    /// <summary>Passes over what is no JSON, unless it may have held a piece of the answer.</summary>
    private bool Pass()
    {
        // The last one, cut off with the connection: what it held is lost, but that is what Truncated says.
        if (!events.IsWhole)
            return false;
        if (!events.Data.Span.TrimStart((byte)' ').StartsWith("{"u8))
            return Skip();

        _ended = true;
        _result = _result with { Outcome = Outcome.InvalidReply, Detail = "An event is no well-formed JSON, and a piece of the answer is lost with it." };
        return false;
    }

    private bool Skip()
    {
        _result = _result with { SkippedChunks = _result.SkippedChunks + 1 };
        return false;
    }

    private bool Fail(JsonSlice data)
    {
        _ended = true;
        var error = ReplyJudge.Error(_result.HttpStatus, data.Raw, response: null, key, headers: null);
        _result = _result with { Outcome = error.Outcome, RetryAfter = error.RetryAfter ?? _result.RetryAfter, Detail = error.Detail };
        return false;
    }

    private void Break(Exception exception, CancellationToken cancellationToken)
    {
        // A connection that closes inside the answer is a cut stream, not one that could not be made.
        if (!cancellationToken.IsCancellationRequested && exception is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded })
            return;

        var failure = HttpFailures.Describe(exception, key, cancellationToken);
        _result = _result with { Outcome = failure.Outcome, Detail = failure.Detail };
    }
}
