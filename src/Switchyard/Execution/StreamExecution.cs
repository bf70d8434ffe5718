using System.Runtime.CompilerServices;

namespace Switchyard;

/// <summary>
/// Runs a call that is answered as a stream. Until the first output of the model (the commit) a failure moves on to the next candidate unseen.
/// After it the engine never switches silently: the answer is resumed exactly where it was, or the call ends as truncated. Pooled with its call.
/// </summary>
internal sealed class StreamExecution(Call call)
{
    // What is held back before the commit is bounded: a provider that sends more without a word of output is taken at its word.
    private const int MaxHeldChunks = 64;
    private const int MaxHeldBytes = 256 * 1024;

    private readonly ChunkQueue _queue = new();
    private readonly StreamContinuation _continuation = new();
    private ProviderStream? _stream;

    // Of the attempt.
    private int _index;
    private TimeSpan _started;
    private bool _sawOutput;
    private bool _committed;
    private bool _isPrefilled;
    private bool _hasDelivered;

    // The reader's own time is not held against the provider.
    private TimeSpan _handedOn;
    private TimeSpan _readerTime;

    // Of the call.
    private bool _isPartial;
    private bool _ended;
    private int _brokenAttempt;

    /// <summary>The chunk that was read last, as canonical JSON.</summary>
    public ReadOnlySpan<byte> Chunk => _queue.Chunk;

    /// <summary>The text of that chunk, unescaped; empty if it holds none.</summary>
    public ReadOnlySpan<byte> Text => _queue.Text;

    /// <summary>Who answers. Meaningful after the first read.</summary>
    public Candidate Candidate => call.Route.Candidates[_index];

    public void Start(CancellationToken cancellationToken)
    {
        _continuation.Clear();
        _queue.Clear();
        _isPartial = _ended = _committed = false;
        call.Launch(isStream: true, cancellationToken);
    }

    /// <summary>Reads the next chunk that is committed.</summary>
    /// <returns>Whether there was one; false when the answer is complete.</returns>
    /// <exception cref="RoutingException">No candidate answered, or the answer broke off.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync()
    {
        if (_isPartial)
        {
            // A limit that passed while the reader had the word says nothing about the provider.
            TakeBack();
            call.Clock.Renew();
        }

        while (true)
        {
            if (_committed && TryDeliver())
                return true;
            if (_ended)
                return false;

            if (_stream is null)
                await OpenAsync().ConfigureAwait(false);

            var result = await ReadChunkAsync().ConfigureAwait(false);
            if (result.Outcome == default)
                result = Accept();
            if (result.Outcome != default)
                await CloseAsync(result).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the stream, also half read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask StopAsync()
    {
        TakeBack();
        _ended = true;
        if (_stream is not { } stream)
            return;

        // The reader walked away from an answer that was still coming: the caller's decision, and no fault of the provider.
        // Its result is read first: once disposed, a pooled stream may be somebody else's.
        var result = ResultOf(stream);
        await DisposeStreamAsync().ConfigureAwait(false);
        AttemptRunner.End(call, _index, result, Outcome.Cancelled, TimeLimit.None, _started, _readerTime);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask OpenAsync()
    {
        _index = await AttemptRunner.NextAsync(call).ConfigureAwait(false);
        if (_index < 0)
        {
            _ended = true;
            throw Failure();
        }

        var candidate = AttemptRunner.Begin(call, _index);
        _started = call.Clock.Elapsed;
        _readerTime = TimeSpan.Zero;
        _sawOutput = _committed = _hasDelivered = false;
        _queue.Clear();
        _isPrefilled = _isPartial && _continuation.CanPrefill(candidate, _index);
        _continuation.Begin(isReasked: _isPartial && !_isPrefilled);
        ArmNext();
        try
        {
            var request = _isPrefilled ? call.ResumingRequestFor(candidate, _continuation.Delivered.Span) : call.RequestFor(candidate);
            var wait = call.Waits.Open;
            if (await wait.For(candidate.Provider.OpenStreamAsync(request, call.Clock.Token)).ConfigureAwait(false))
            {
                _stream = wait.TakeResult() ?? ProviderStream.Failed(new(Outcome.InvalidReply) { Detail = "The provider returned no stream." });
                return;
            }
        }
        catch (Exception exception)
        {
            _stream = ProviderStream.Failed(AttemptRunner.FromException(exception));
            return;
        }

        call.Abandon();
        _stream = ProviderStream.Failed(AttemptRunner.Abandoned);
    }

    /// <returns>No outcome with a chunk; how the attempt ended otherwise.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ProviderResult> ReadChunkAsync()
    {
        var stream = _stream!;
        call.Reply.Clear();
        ArmNext();
        try
        {
            var wait = call.Waits.Read;
            if (await wait.For(stream.ReadAsync(call.Reply, call.Clock.Token), stream).ConfigureAwait(false))
                return wait.TakeResult() ? default : AtEnd(stream.Result);
        }
        catch (Exception exception)
        {
            return AttemptRunner.FromException(exception);
        }

        // The stream is disposed when its provider comes back: never while a read of it is under way.
        _stream = null;
        call.Abandon();
        return AttemptRunner.Abandoned;
    }

    /// <summary>A provider may call complete what is not.</summary>
    private ProviderResult AtEnd(in ProviderResult result) => result switch
    {
        { Outcome: default(Outcome) } => result with { Outcome = Outcome.InvalidReply },
        { Outcome: not Outcome.Completed } => result,
        { FinishReason: FinishReason.None } => result with { Outcome = Outcome.Truncated },
        { FinishReason: FinishReason.ContentFilter } => result with { Outcome = Outcome.ContentFiltered },
        _ when _continuation.IsCatchingUp => MarkMismatch(result),
        _ => result,
    };

    /// <summary>Takes in the chunk that was read.</summary>
    /// <returns>No outcome if the stream goes on.</returns>
    private ProviderResult Accept()
    {
        call.Text.Clear();
        if (!ChatChunk.TryRead(call.Reply.Span, call.Text, out var chunk))
            return new(Outcome.InvalidReply);

        var text = call.Text.Span;
        if (!_continuation.TryMatch(ref text, chunk.Content))
            return MarkMismatch(default);

        NoteOutput(chunk.Content);
        if (!_isPartial || !_continuation.IsRepeated(chunk, text))
            _queue.Add(text.Length == call.Text.Length ? call.Reply.Span : ChunkWith(chunk, text), text, chunk.Content);

        var isHeldBack = call.Route.Policy.Delivery == StreamDelivery.Buffered;
        _committed |= !isHeldBack && (_sawOutput || _queue.Count > MaxHeldChunks || _queue.Bytes > MaxHeldBytes);
        return default;
    }

    private ProviderResult MarkMismatch(in ProviderResult result)
    {
        _continuation.IsMismatch = true;
        return result with
        {
            Outcome = Outcome.InvalidReply,
            Detail = "Asked again, the model gave another answer than the one that broke off.",
        };
    }

    private void NoteOutput(ChunkContent content)
    {
        if (content == ChunkContent.None || _sawOutput)
            return;

        _sawOutput = true;
        call.NoteFirstToken();
    }

    /// <summary>The chunk with only the new part of its text.</summary>
    private ReadOnlySpan<byte> ChunkWith(in ChatChunk chunk, ReadOnlySpan<byte> text)
    {
        var rest = call.Reply.Length;
        ChatChunk.WriteWithText(call.Reply, chunk, text);
        return call.Reply.Span[rest..];
    }

    private bool TryDeliver()
    {
        if (!_queue.TryTake())
            return false;

        _isPartial = _hasDelivered = true;
        _continuation.Deliver(_queue.Text, _queue.Content);
        call.Clock.Disarm();
        _handedOn = call.Clock.Elapsed;
        return true;
    }

    private void TakeBack()
    {
        if (_isPartial)
            _readerTime += call.Clock.Elapsed - _handedOn;
    }

    /// <summary>The attempt has ended: well, or the next candidate is asked, or the call has failed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CloseAsync(ProviderResult result)
    {
        await DisposeStreamAsync().ConfigureAwait(false);
        if (TryBookOurFault(result))
            return;

        var broken = call.Attempts.Count;
        var outcome = AttemptRunner.End(call, _index, result, _started, _readerTime);
        if (outcome == Outcome.Completed)
        {
            _ended = _committed = true;
        }
        else if (_isPartial)
        {
            if (_hasDelivered)
                _brokenAttempt = broken;
            if (_continuation.CanResume(call, outcome))
                return;
            _ended = true;
            throw Failure();
        }
    }

    /// <summary>Whether the attempt failed only because of how it was to be resumed.</summary>
    private bool TryBookOurFault(in ProviderResult result)
    {
        var isRefused = _isPrefilled && !_sawOutput && result.Outcome == Outcome.InvalidRequest;
        if (!isRefused && !_continuation.IsMismatch)
            return false;

        AttemptRunner.EndOurFault(call, _index, result, _started, _readerTime);
        if (isRefused)
        {
            // The candidate is asked again without the beginning of the answer.
            _continuation.RefusePrefill(_index);
            call.Failover.Reopen(_index);
        }
        else
        {
            // Asking others the same way is paid for and most likely in vain. One that goes on from where it broke off needs no luck.
            call.Failover.Keep(_continuation.Prefillable(call.Route));
        }

        return true;
    }

    private Exception Failure() => call.Clock.CallerGaveUp || !_isPartial
        ? CallFailure.Create(call)
        : CallFailure.Truncated(call, _continuation.Delivered.Span, _brokenAttempt);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DisposeStreamAsync()
    {
        if (_stream is not { } stream)
            return;

        _stream = null;
        call.Clock.Close();
        try
        {
            var wait = call.Waits.Close;
            if (await wait.For(DisposeAsync(stream)).ConfigureAwait(false))
                wait.TakeResult();
            else
                call.Abandon();
        }
        catch (Exception exception)
        {
            call.Router.Log.StreamDisposeFailed(call.Route.Candidates[_index].FullId, exception.GetType().FullName);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> DisposeAsync(ProviderStream stream)
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    private static ProviderResult ResultOf(ProviderStream stream)
    {
        try
        {
            return stream.Result;
        }
        catch (Exception exception)
        {
            return AttemptRunner.FromException(exception);
        }
    }

    private void ArmNext()
    {
        var limits = call.Table.Limits;
        var elapsed = call.Clock.Elapsed;
        var (limit, name) = _sawOutput ? (limits.Idle, TimeLimit.Idle) : (_started + _readerTime + limits.FirstToken - elapsed, TimeLimit.FirstToken);
        var attempt = _started + _readerTime + limits.Attempt - elapsed;
        if (attempt < limit)
            (limit, name) = (attempt, TimeLimit.Attempt);
        call.Clock.Arm(limit, name);
    }
}
