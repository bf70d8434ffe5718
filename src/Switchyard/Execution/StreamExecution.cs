using System.Runtime.CompilerServices;
using System.Text;

namespace Switchyard;

/// <summary>
/// Runs a call that is answered as a stream. Until the first output of the model a failure moves on to the next candidate unseen; after it
/// (the commit) never.
/// </summary>
internal sealed class StreamExecution : IAsyncDisposable
{
    // How much is held back before the commit. A provider that sends more than this without a word is taken at its word.
    private const int MaxHeldChunks = 64;
    private const int MaxHeldBytes = 256 * 1024;

    private readonly Call _call;
    private readonly Utf8Buffer _delivered = new();
    private ProviderStream? _stream;
    private TimeSpan _started;
    private int _index;
    private int _heldChunks;
    private int _textStart;
    private bool _committed;
    private bool _ended;
    private bool _released;

    public StreamExecution(Call call, CancellationToken cancellationToken)
    {
        _call = call;
        _call.Launch(stream: true, cancellationToken);
    }

    /// <summary>The text of the chunk that was read last, unescaped.</summary>
    public ReadOnlySpan<byte> Text => _delivered.Span[_textStart..];

    /// <summary>Reads up to the next committed chunk.</summary>
    /// <returns>Whether there was one; false when the answer is complete.</returns>
    /// <exception cref="RoutingException">No candidate answered, or the answer broke off.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync()
    {
        while (!_ended)
        {
            if (_stream is null)
                await OpenAsync().ConfigureAwait(false);

            if (await ReadChunkAsync().ConfigureAwait(false))
            {
                if (_committed)
                    return true;
            }
            else
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            // The reader walked away from an answer that was still coming: the caller's decision, and no fault of the provider.
            await _stream.DisposeAsync().ConfigureAwait(false);
            AttemptRunner.End(_call, _index, _stream.Result, Outcome.Cancelled, TimeLimit.None, _started);
            _stream = null;
        }

        if (!_released)
        {
            _released = true;
            _call.Release();
        }
    }

    private async ValueTask OpenAsync()
    {
        _index = _call.Failover.Next(_call.Clock.Remaining, out var wait);
        if (wait > TimeSpan.Zero)
            _index = await AttemptRunner.WaitForNextAsync(_call, _index, wait).ConfigureAwait(false);
        if (_index < 0)
        {
            _ended = true;
            throw CallFailure.Create(_call);
        }

        _started = _call.Clock.Elapsed;
        _heldChunks = 0;
        var candidate = AttemptRunner.Begin(_call, _index);
        ArmNext();
        try
        {
            _stream = await candidate.Provider.OpenStreamAsync(_call.RequestFor(candidate), _call.Clock.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _stream = ProviderStream.Failed(AttemptRunner.FromException(exception));
        }
    }

    private async ValueTask<bool> ReadChunkAsync()
    {
        _call.Reply.Clear();
        ArmNext();
        try
        {
            if (!await _stream!.ReadAsync(_call.Reply, _call.Clock.Token).ConfigureAwait(false))
                return false;
        }
        catch (Exception exception)
        {
            await DisposeStreamAsync().ConfigureAwait(false);
            _stream = ProviderStream.Failed(AttemptRunner.FromException(exception));
            return false;
        }

        _textStart = _delivered.Length;
        if (!ChatChunk.TryRead(_call.Reply.Span, _delivered, out var isSemantic))
        {
            await DisposeStreamAsync().ConfigureAwait(false);
            _stream = ProviderStream.Failed(new(Outcome.InvalidReply));
            return false;
        }

        _committed |= isSemantic || ++_heldChunks > MaxHeldChunks || _call.Reply.Length > MaxHeldBytes;
        return true;
    }

    /// <summary>The stream has ended: well, or the next candidate is asked, or the call has failed.</summary>
    private async ValueTask CloseAsync()
    {
        var result = _stream!.Result;
        await DisposeStreamAsync().ConfigureAwait(false);
        var outcome = AttemptRunner.End(_call, _index, result, _started);
        if (outcome == Outcome.Completed)
        {
            _ended = true;
        }
        else if (_committed)
        {
            _ended = true;
            throw _call.Clock.CallerGaveUp
                ? new OperationCanceledException(_call.Clock.Caller)
                : CallFailure.Truncated(_call, Encoding.UTF8.GetString(_delivered.Span));
        }
    }

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
            _call.Router.Log.StreamDisposeFailed(_call.Route.Candidates[_index].FullId, exception.GetType().FullName);
        }
    }

    private void ArmNext()
    {
        var limits = _call.Table.Limits;
        var (limit, name) = _committed
            ? (limits.Idle, TimeLimit.Idle)
            : (_started + limits.FirstToken - _call.Clock.Elapsed, TimeLimit.FirstToken);
        var attempt = _started + limits.Attempt - _call.Clock.Elapsed;
        if (attempt < limit)
            (limit, name) = (attempt, TimeLimit.Attempt);
        _call.Clock.Arm(limit, name);
    }
}
