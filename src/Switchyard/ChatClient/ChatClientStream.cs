using System.Buffers;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>A client's updates as canonical chunks.</summary>
internal sealed class ChatClientStream(
    Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> open,
    string model,
    Func<Exception, CancellationToken, ProviderResult> classify) : ProviderStream
{
    // Each read has a token of its own, the client's enumeration only one: what cancels a read cancels the enumeration.
    private readonly CancellationTokenSource _stopping = new();
    private readonly ChatChunkWriter _writer = new(model);
    private IAsyncEnumerator<ChatResponseUpdate>? _updates;
    private ProviderResult _result = new(Outcome.Truncated);

    public override ProviderResult Result => _result;

    public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _stopping);
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                _updates ??= open(_stopping.Token).GetAsyncEnumerator(_stopping.Token);
                while (await _updates.MoveNextAsync().ConfigureAwait(false))
                {
                    if (_writer.Write(chunk, _updates.Current))
                        return true;
                }

                _result = _writer.Result;
            }
            catch (Exception exception)
            {
                _result = classify(exception, cancellationToken) with { Usage = _writer.Result.Usage };
            }
        }

        return false;
    }

    public override async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_updates is not null)
            await _updates.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
