using System.Buffers;
using Switchyard;

namespace Fixture;

/// <summary>Leaves things behind: a callback on every token it is given, and with the text "timer" a static timer.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new Pinning(settings);
}

internal sealed class Pinning : IProvider
{
    private static Timer? s_timer;
    private static int s_ticks;

    public Pinning(ProviderSettings settings)
    {
        settings.Stopping.Register(() => s_ticks++);
        if (Build.Text == "timer")
            s_timer = new Timer(_ => s_ticks++, null, 10, 10);
    }

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => s_ticks++);
        return new(new ProviderResult(Outcome.Completed));
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(new(Outcome.ServerError)));

    public ValueTask DisposeAsync() => default;
}
