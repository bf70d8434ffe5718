using System.Runtime.CompilerServices;
using System.Text;

namespace Switchyard;

/// <summary>A streamed answer as text. Pulls chunks, and delivers the ones that hold text.</summary>
internal sealed class TextStream(Call call, CancellationToken cancellationToken) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private StreamExecution? _execution;

    public string Current { get; private set; } = "";

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken callerToken = default)
    {
        if (_execution is not null)
            throw new InvalidOperationException("The stream of a call can be read only once; call the task again for another.");

        _execution = new(call, callerToken.CanBeCanceled ? callerToken : cancellationToken);
        return this;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        while (await _execution!.ReadAsync().ConfigureAwait(false))
        {
            if (_execution.Text.IsEmpty)
                continue;

            Current = Encoding.UTF8.GetString(_execution.Text);
            return true;
        }

        return false;
    }

    public ValueTask DisposeAsync() => _execution?.DisposeAsync() ?? default;
}
