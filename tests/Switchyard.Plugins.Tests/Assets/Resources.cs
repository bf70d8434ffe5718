using System.Buffers;
using System.Globalization;
using System.Resources;
using System.Text;
using Switchyard;

namespace Fixture;

/// <summary>Answers in the language that the model is named after.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Greeter();
}

internal sealed class Greeter : IProvider
{
    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var texts = new ResourceManager("Fixture.Texts", typeof(Greeter).Assembly);
        reply.Write(Encoding.UTF8.GetBytes(texts.GetString("greeting", new CultureInfo(request.Model))!));
        texts.ReleaseAllResources();
        return new(new ProviderResult(Outcome.Completed));
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(new(Outcome.ServerError)));

    public ValueTask DisposeAsync() => default;
}
