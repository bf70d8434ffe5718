using System.Buffers;

namespace Switchyard.Tests.Hosting;

/// <summary>Leaves a callback on its token that throws, and then waits for the token.</summary>
internal sealed class CallbackProvider : IProvider
{
    public bool WasCalledBack { get; private set; }

    public async ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = cancellationToken.Register(cancelled.SetResult);
        await using var second = cancellationToken.Register(() =>
        {
            WasCalledBack = true;
            throw new InvalidOperationException("A provider's own trouble.");
        });
        await cancelled.Task;
        return new(Outcome.Cancelled);
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(new(Outcome.ServerError)));

    public ValueTask DisposeAsync() => default;
}
