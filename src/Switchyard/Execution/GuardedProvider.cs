using System.Buffers;

namespace Switchyard;

/// <summary>
/// A provider as the engine calls it: directly, as long as it gives the caller's thread back in time. A thread that is blocked inside a provider
/// cannot be taken away from it; so once one was seen to hold on to its thread beyond a time limit, its calls get threads of their own, and can be
/// abandoned like those of any other.
/// </summary>
internal sealed class GuardedProvider(string id, IProvider inner, RouterLog log)
{
    private bool _blocks;

    /// <summary>Whether its calls get threads of their own.</summary>
    public bool IsBlocking => Volatile.Read(ref _blocks);

    public ValueTask<ProviderResult> CompleteAsync(in ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        IsBlocking ? CompleteApartAsync(request, reply, cancellationToken) : inner.CompleteAsync(request, reply, cancellationToken);

    public ValueTask<ProviderStream> OpenStreamAsync(in ProviderRequest request, CancellationToken cancellationToken) =>
        IsBlocking ? OpenApartAsync(request, cancellationToken) : inner.OpenStreamAsync(request, cancellationToken);

    /// <summary>It has not given its caller's thread back in time.</summary>
    public void NoteBlocking()
    {
        if (!Interlocked.Exchange(ref _blocks, true))
            log.ProviderBlocks(id);
    }

    /// <summary>It is trusted again.</summary>
    public void Forgive() => Volatile.Write(ref _blocks, false);

    private ValueTask<ProviderResult> CompleteApartAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        Apart(() => inner.CompleteAsync(request, reply, cancellationToken));

    private async ValueTask<ProviderStream> OpenApartAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        var stream = await Apart(() => inner.OpenStreamAsync(request, cancellationToken)).ConfigureAwait(false);
        return stream is null ? null! : new ApartStream(stream);
    }

    // Not a thread of the pool: whoever never comes back would take one away from everybody else.
    private static ValueTask<T> Apart<T>(Func<ValueTask<T>> call) => new(Task.Factory.StartNew(
        () => call().AsTask(), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap());

    private sealed class ApartStream(ProviderStream inner) : ProviderStream
    {
        public override ProviderResult Result => inner.Result;

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) =>
            Apart(() => inner.ReadAsync(chunk, cancellationToken));

        public override async ValueTask DisposeAsync() => await Apart(async ValueTask<bool> () =>
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }
}
