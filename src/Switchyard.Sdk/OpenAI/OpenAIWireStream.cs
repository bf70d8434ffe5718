using System.Buffers;
using System.Runtime.CompilerServices;

namespace Switchyard.Sdk;

/// <summary>A streamed answer on the OpenAI wire, pulled from the connection event by event.</summary>
internal sealed class OpenAIWireStream(HttpResponseMessage response, Stream content, ForwardedBody body, ProviderKey key, HeaderReader headers)
    : ProviderStream
{
    private readonly SseReader _events = new(content);
    private ProviderResult _result = headers.Read(response) with { Outcome = Outcome.Truncated };
    private string? _refusal;
    private bool _finishIsError;
    private bool _ended;
    private bool _disposed;

    public override ProviderResult Result => _result;

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        try
        {
            while (!_ended)
            {
                if (!await _events.ReadAsync(cancellationToken).ConfigureAwait(false))
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
        _events.Dispose();
        response.Dispose();
        response.RequestMessage?.Dispose();
        await body.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Takes one event in; true if it was a chunk and has been written.</summary>
    private bool Take(IBufferWriter<byte> chunk)
    {
        var data = _events.Data.Span;
        if (data.SequenceEqual("[DONE]"u8))
        {
            _ended = true;
            return false;
        }

        if (!ChatReader.TryRead(data, wantsId: _result.RequestId is null, out var facts))
            return Pass(data);

        if (facts.Usage.IsReported)
            _result = _result with { Usage = facts.Usage };
        if (facts.HasError)
            return Fail(data);
        if (!facts.HasChoices)
            return Skip();

        _finishIsError |= facts.FinishIsError;
        _refusal = facts.Refusal is null ? _refusal : _refusal + facts.Refusal;
        if (facts.Id is not null)
            _result = _result with { RequestId = facts.Id };
        if (_result.FinishReason == FinishReason.None)
            _result = _result with { FinishReason = facts.Finish };

        // An error under a finish reason of the vendor's own is not for the caller's client, which would not know it.
        _result = ReplyJudge.Conclude(_result, _finishIsError, _refusal);
        if (_finishIsError)
        {
            _ended = true;
            return false;
        }

        ReplyJudge.Write(data, facts.Renames, chunk);
        return true;
    }

    /// <summary>Passes over a malformed event, unless it may have held a piece of the answer.</summary>
    private bool Pass(ReadOnlySpan<byte> data)
    {
        // The last one, cut off with the connection: what it held is lost, but that is what Truncated says.
        if (!_events.IsWhole)
            return false;

        var text = data.Trim(" \t\n"u8);
        var isWholeObject = text.StartsWith("{"u8) && text.EndsWith("}"u8);
        if (!text.StartsWith("{"u8) || (isWholeObject && text.IndexOf("\"choices\""u8) < 0))
            return Skip();

        _ended = true;
        _result = _result with { Outcome = Outcome.InvalidReply, Detail = "A chunk is no well-formed JSON, and a piece of the answer is lost with it." };
        return false;
    }

    private bool Skip()
    {
        _result = _result with { SkippedChunks = _result.SkippedChunks + 1 };
        return false;
    }

    private bool Fail(ReadOnlySpan<byte> data)
    {
        _ended = true;
        var error = ReplyJudge.Error(_result.HttpStatus, data, response: null, key, headers: null);
        _result = _result with { Outcome = error.Outcome, RetryAfter = error.RetryAfter ?? _result.RetryAfter, Detail = error.Detail };
        return false;
    }

    private void Break(Exception exception, CancellationToken cancellationToken)
    {
        // With a finish reason the answer is complete, whatever becomes of the connection.
        if (_result.Outcome != Outcome.Truncated)
            return;

        // A connection that closes inside the answer is a cut stream, not one that could not be made.
        if (!cancellationToken.IsCancellationRequested && exception is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded })
            return;

        var failure = HttpFailures.Describe(exception, key, cancellationToken);
        _result = _result with { Outcome = failure.Outcome, Detail = failure.Detail };
    }
}
