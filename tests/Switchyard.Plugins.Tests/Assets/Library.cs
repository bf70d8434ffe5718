using System.Buffers;
using Switchyard;

namespace Fixture;

/// <summary>Answers with the version of its own library.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new UsingLibrary();
}

internal sealed class UsingLibrary : IProvider
{
    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        reply.Write(System.Text.Encoding.UTF8.GetBytes(
            Fixture.Library.Shared.Text + " " + typeof(Fixture.Library.Shared).Assembly.GetName().Version));
        return new(new ProviderResult(Outcome.Completed));
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(new(Outcome.ServerError)));

    public ValueTask DisposeAsync() => default;
}
