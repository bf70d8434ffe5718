using System.Buffers;

namespace Switchyard;

internal sealed class FailedProviderStream(ProviderResult result) : ProviderStream
{
    public override ProviderResult Result => result;

    public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) => new(false);

    public override ValueTask DisposeAsync() => default;
}
