using System.Buffers;
using Switchyard;

namespace Fixture;

/// <summary>Answers when it is cancelled, and not before; its streams hold one chunk back for ever. With the text "deaf" it does not hear.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Waiting();
}

internal sealed class Waiting : IProvider
{
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, Build.Text == "deaf" ? default : cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }

        return new(Outcome.Cancelled);
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => new(new WaitingStream());

    public ValueTask DisposeAsync() => default;

    private sealed class WaitingStream : ProviderStream
    {
        private bool _sent;

        public override ProviderResult Result => new(Outcome.Truncated);

        public override async ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
        {
            if (_sent)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            _sent = true;
            chunk.Write("chunk"u8);
            return true;
        }

        public override ValueTask DisposeAsync() => default;
    }
}
