using System.Buffers;
using Switchyard;

namespace CustomProvider;

/// <summary>A stream of the wire, of which only the end is judged as Parrot's.</summary>
internal sealed class ParrotStream(ProviderStream wire) : ProviderStream
{
    public override ProviderResult Result => ParrotProvider.Judge(wire.Result);

    public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) => wire.ReadAsync(chunk, cancellationToken);

    public override ValueTask DisposeAsync() => wire.DisposeAsync();
}
