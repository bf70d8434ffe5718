using System.Buffers;

namespace Switchyard.Conformance;

/// <summary>A provider of a plugin whose disposal gives the plugin up.</summary>
internal sealed class ScratchProvider(IProvider inner, Func<ValueTask> dispose) : IProvider
{
    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        inner.CompleteAsync(request, reply, cancellationToken);

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        inner.OpenStreamAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => dispose();
}
