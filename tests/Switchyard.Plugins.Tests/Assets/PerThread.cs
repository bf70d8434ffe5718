using System.Buffers;
using System.Runtime.CompilerServices;
using Switchyard;

namespace Fixture;

/// <summary>Keeps something per thread: a field of its own, or with the symbol POOLED what the runtime's pooling builder keeps.</summary>
public sealed class Factory : IProviderFactory
{
    public IProvider Create(ProviderSettings settings) => new PerThread();
}

internal sealed class PerThread : IProvider
{
#if POOLED
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return new(Outcome.Completed);
    }
#else
    [ThreadStatic]
    private static int s_calls;

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        new(new ProviderResult(++s_calls > 0 ? Outcome.Completed : Outcome.ServerError));
#endif

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(new(Outcome.ServerError)));

    public ValueTask DisposeAsync() => default;
}
