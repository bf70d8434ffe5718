using System.Buffers;
using Switchyard;

namespace Fixture;

/// <summary>Throws: its own exception type from calls, one of the framework's from streams. The message holds the key.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Throwing();
}

public sealed class OwnException(string message) : Exception(message);

internal sealed class Throwing : IProvider
{
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new OwnException("own with " + request.Key.Reveal());
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        request.Model == "opening" ? throw new InvalidOperationException("in opening") : new(new ThrowingStream());

    public ValueTask DisposeAsync() => default;

    private sealed class ThrowingStream : ProviderStream
    {
        public override ProviderResult Result => throw new OwnException("in the result");

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("in reading");

        public override ValueTask DisposeAsync() => throw new OwnException("in disposing");
    }
}
