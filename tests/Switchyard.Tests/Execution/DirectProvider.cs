using System.Buffers;

namespace Switchyard.Tests.Execution;

/// <summary>A provider that ends every attempt with a result at once.</summary>
internal sealed class DirectProvider(Func<ProviderRequest, ProviderResult> result) : IProvider
{
    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        new(result(request));

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(result(request)));

    public ValueTask DisposeAsync() => default;
}
