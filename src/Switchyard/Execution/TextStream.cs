using System.Runtime.CompilerServices;
using System.Text;

namespace Switchyard;

/// <summary>
/// A streamed answer as text: pulls chunks, and hands on those that hold text. The caller's own and never used again, unlike its call: whoever
/// keeps it, or disposes it twice, reaches nobody else's answer.
/// </summary>
internal sealed class TextStream(Call call, CancellationToken cancellationToken) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private CancellationTokenSource? _both;
    private Call? _call = call;
    private State _state;

    private enum State
    {
        Ready,
        Open,
        Reading,
        Closed,
    }

    public string Current { get; private set; } = "";

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_state != State.Ready)
            throw new InvalidOperationException("The stream of a call can be read only once; call the task again for another.");

        _state = State.Open;
        _call!.Stream.Start(Combine(cancellationToken));
        return this;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        if (_state == State.Closed)
            return false;
        if (_state == State.Reading)
            throw new InvalidOperationException("The stream is being read already; await each piece before the next.");

        _state = State.Reading;
        try
        {
            var stream = _call!.Stream;
            while (await stream.ReadAsync().ConfigureAwait(false))
            {
                if (stream.Text.IsEmpty)
                    continue;

                Current = Encoding.UTF8.GetString(stream.Text);
                return true;
            }

            return false;
        }
        finally
        {
            _state = State.Open;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DisposeAsync()
    {
        if (_state == State.Reading)
            throw new NotSupportedException("The stream is being read; await the piece before disposing it.");
        if (_call is not { } call)
            return;

        var isOpen = _state == State.Open;
        (_state, _call, Current) = (State.Closed, null, "");
        if (!isOpen)
            return;

        try
        {
            await call.Stream.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            call.Release();
            _both?.Dispose();
        }
    }

    private CancellationToken Combine(CancellationToken other)
    {
        if (!other.CanBeCanceled || other == _cancellationToken)
            return _cancellationToken;
        if (!_cancellationToken.CanBeCanceled)
            return other;

        _both = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, other);
        return _both.Token;
    }
}
