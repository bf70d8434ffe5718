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
    private TimeSpan _started;
    private int _index;

    // Of the attempt.
    private bool _sawOutput;
    private bool _committed;
    private bool _isPrefilled;

    // Of the call.
    private bool _sawToolCalls;
    private bool _isPartial;
    private bool _ended;

    /// <summary>The chunk that was read last, as canonical JSON.</summary>
    public ReadOnlySpan<byte> Chunk => _queue.Chunk;

    /// <summary>The text of that chunk, unescaped; empty if it holds none.</summary>
    public ReadOnlySpan<byte> Text => _queue.Text;

    public void Start(CancellationToken cancellationToken)
    {
        _continuation.Clear();
        _sawToolCalls = _isPartial = _ended = _committed = false;
        call.Launch(isStream: true, cancellationToken);
    }

    /// <summary>Reads the next chunk that is committed.</summary>
    /// <returns>Whether there was one; false when the answer is complete.</returns>
    /// <exception cref="RoutingException">No candidate answered, or the answer broke off.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync()
    {
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
        _ended = true;
        if (_stream is not { } stream)
            return;

        // The reader walked away from an answer that was still coming: the caller's decision, and no fault of the provider.
        await DisposeStreamAsync().ConfigureAwait(false);
        AttemptRunner.End(call, _index, stream.Result, Outcome.Cancelled, TimeLimit.None, _started);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask OpenAsync()
    {
        _index = await AttemptRunner.NextAsync(call).ConfigureAwait(false);
        if (_index < 0)
        {
            _ended = true;
            throw _isPartial ? CallFailure.Truncated(call, _continuation.Delivered.Span) : CallFailure.Create(call);
        }

        _started = call.Clock.Elapsed;
        _sawOutput = _committed = false;
        _queue.Clear();
        var candidate = AttemptRunner.Begin(call, _index);
        _isPrefilled = _isPartial && _continuation.CanPrefill(candidate, _index, call.AsksForSchema);
        _continuation.Begin(isReasked: _isPartial && !_isPrefilled);
        ArmNext();
        try
        {
            var request = _isPrefilled ? call.ResumingRequestFor(candidate, _continuation.Delivered.Span) : call.RequestFor(candidate);
            _stream = await candidate.Provider.OpenStreamAsync(request, call.Clock.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _stream = ProviderStream.Failed(AttemptRunner.FromException(exception));
        }
    }

    /// <returns>No outcome with a chunk; how the attempt ended otherwise.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ProviderResult> ReadChunkAsync()
    {
        call.Reply.Clear();
        ArmNext();
        try
        {
            return await _stream!.ReadAsync(call.Reply, call.Clock.Token).ConfigureAwait(false) ? default : AtEnd(_stream.Result);
        }
        catch (Exception exception)
        {
            return AttemptRunner.FromException(exception);
        }
    }

    /// <summary>A provider may call complete what is not.</summary>
    private ProviderResult AtEnd(in ProviderResult result) => result switch
    {
        { Outcome: default(Outcome) } => result with { Outcome = Outcome.InvalidReply },
        { Outcome: not Outcome.Completed } => result,
        { FinishReason: FinishReason.None } => result with { Outcome = Outcome.Truncated },
        { FinishReason: FinishReason.ContentFilter } => result with { Outcome = Outcome.ContentFiltered },
        _ when _continuation.IsCatchingUp => result with { Outcome = Outcome.InvalidReply },
        _ => result,
    };

    /// <summary>Takes in the chunk that was read.</summary>
    /// <returns>No outcome if the stream goes on.</returns>
    private ProviderResult Accept()
    {
        call.Text.Clear();
        if (!ChatChunk.TryRead(call.Reply.Span, call.Text, out var content))
            return new(Outcome.InvalidReply);

        var text = call.Text.Span;
        var isCatchingUp = _continuation.IsCatchingUp;
        if (!_continuation.TryMatch(ref text))
            return new(Outcome.InvalidReply) { Detail = "Asked again, the model gave another answer than the one that broke off." };

        NoteOutput(content);

        // A resumed answer must not begin a second time: its role and what the reader already has are left out.
        var isRepeated = _isPartial && text.IsEmpty && (isCatchingUp || !_sawOutput);
        if (!isRepeated)
            _queue.Add(text.Length == call.Text.Length ? call.Reply.Span : ChunkWith(text), text);

        var isHeldBack = call.Route.Policy.Delivery == StreamDelivery.Buffered;
        _committed |= !isHeldBack && (_sawOutput || _queue.Count > MaxHeldChunks || _queue.Bytes > MaxHeldBytes);
        return default;
    }

    private void NoteOutput(ChunkContent content)
    {
        _sawToolCalls |= (content & ChunkContent.ToolCall) != 0;
        if (content == ChunkContent.None || _sawOutput)
            return;

        _sawOutput = true;
        call.NoteFirstToken();
    }

    private ReadOnlySpan<byte> ChunkWith(ReadOnlySpan<byte> text)
    {
        call.Reply.Clear();
        ChatChunk.Write(call.Reply, call.Route.Candidates[_index].ModelJson.Span, text);
        return call.Reply.Span;
    }

    private bool TryDeliver()
    {
        if (!_queue.TryTake())
            return false;

        _isPartial = true;
        _continuation.Delivered.Write(_queue.Text);
        return true;
    }

    /// <summary>The attempt has ended: well, or the next candidate is asked, or the call has failed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CloseAsync(ProviderResult result)
    {
        await DisposeStreamAsync().ConfigureAwait(false);
        if (_isPrefilled && result.Outcome == Outcome.InvalidRequest)
        {
            // Our own translation caused it: the candidate is asked again without the beginning of the answer.
            _continuation.RefusePrefill(_index);
            AttemptRunner.EndOurFault(call, _index, result, _started);
            return;
        }

        var outcome = AttemptRunner.End(call, _index, result, _started);
        if (outcome == Outcome.Completed)
        {
            _ended = _committed = true;
        }
        else if (_isPartial && !CanResume(outcome))
        {
            _ended = true;
            throw call.Clock.CallerGaveUp
                ? new OperationCanceledException(call.Clock.Caller)
                : CallFailure.Truncated(call, _continuation.Delivered.Span);
        }
    }

    private bool CanResume(Outcome outcome) =>
        call.Route.Policy.Resume != StreamResume.Never && !_sawToolCalls && FailoverTable.For(outcome).Next == NextCandidate.Yes;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DisposeStreamAsync()
    {
        var stream = _stream!;
        _stream = null;
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Router.Log.StreamDisposeFailed(call.Route.Candidates[_index].FullId, exception.GetType().FullName);
        }
    }

    private void ArmNext()
    {
        var limits = call.Table.Limits;
        var elapsed = call.Clock.Elapsed;
        var (limit, name) = _sawOutput ? (limits.Idle, TimeLimit.Idle) : (_started + limits.FirstToken - elapsed, TimeLimit.FirstToken);
        var attempt = _started + limits.Attempt - elapsed;
        if (attempt < limit)
            (limit, name) = (attempt, TimeLimit.Attempt);
        call.Clock.Arm(limit, name);
    }
}
