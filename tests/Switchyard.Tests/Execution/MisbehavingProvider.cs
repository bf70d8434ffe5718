using System.Buffers;

namespace Switchyard.Tests.Execution;

/// <summary>A provider that keeps none of the promises: it does whatever the test says.</summary>
internal sealed class MisbehavingProvider : IProvider
{
    public Func<ProviderRequest, IBufferWriter<byte>, ValueTask<ProviderResult>>? Complete { get; init; }

    public Func<ProviderRequest, ValueTask<ProviderStream>>? Open { get; init; }

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        Complete!(request, reply);

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => Open!(request);

    public ValueTask DisposeAsync() => default;

    public sealed class Stream : ProviderStream
    {
        public required Func<IBufferWriter<byte>, ValueTask<bool>> Read { get; init; }

        public Func<ValueTask> Dispose { get; init; } = static () => default;

        public int Disposed { get; private set; }

        public override ProviderResult Result => throw new InvalidOperationException("No result.");

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken) => Read(chunk);

        public override ValueTask DisposeAsync()
        {
            Disposed++;
            return Dispose();
        }
    }
}
