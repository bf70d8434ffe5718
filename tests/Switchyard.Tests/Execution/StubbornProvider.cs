using System.Buffers;

namespace Switchyard.Tests.Execution;

/// <summary>Does what another provider does, and never heeds its cancelled token.</summary>
internal sealed class StubbornProvider(IProvider inner) : IProvider
{
    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        inner.CompleteAsync(request, reply, CancellationToken.None);

    public async ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new Stream(await inner.OpenStreamAsync(request, CancellationToken.None));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Stream(ProviderStream inner) : ProviderStream
    {
        public override ProviderResult Result => inner.Result;

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) =>
            inner.ReadAsync(chunk, CancellationToken.None);

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
