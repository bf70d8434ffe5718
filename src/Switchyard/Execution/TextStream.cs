using System.Runtime.CompilerServices;
using System.Text;

namespace Switchyard;

/// <summary>A streamed answer as text: pulls chunks, and hands on those that hold text. Pooled with its call.</summary>
internal sealed class TextStream(Call call) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private CancellationToken _cancellationToken;
    private State _state;

    private enum State
    {
        Unused,
        Ready,
        Reading,
    }

    public string Current { get; private set; } = "";

    public TextStream Start(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _state = State.Ready;
        return this;
    }

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_state != State.Ready)
            throw new InvalidOperationException("The stream of a call can be read only once; call the task again for another.");

        _state = State.Reading;
        call.Stream.Start(cancellationToken.CanBeCanceled ? cancellationToken : _cancellationToken);
        return this;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        while (await call.Stream.ReadAsync().ConfigureAwait(false))
        {
            if (call.Stream.Text.IsEmpty)
                continue;

            Current = Encoding.UTF8.GetString(call.Stream.Text);
            return true;
        }

        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DisposeAsync()
    {
        // Disposed twice, it must not give the call back twice: the second time the call is somebody else's.
        if (_state != State.Reading)
            return;

        _state = State.Unused;
        Current = "";
        await call.Stream.StopAsync().ConfigureAwait(false);
        call.Release();
    }
}
