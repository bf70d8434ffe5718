using System.Buffers;
using System.Text;

namespace Switchyard.Tests.Execution;

/// <summary>A provider that streams chunks exactly as they are given, and then ends as it is told.</summary>
internal sealed class ChunkProvider(params string[] chunks) : IProvider
{
    private int _delivered;

    public ProviderResult Result { get; init; } = new(Outcome.NetworkError);

    public int Delivered => _delivered;

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => new(new Chunks(this, chunks));

    public ValueTask DisposeAsync() => default;

    private sealed class Chunks(ChunkProvider provider, string[] chunks) : ProviderStream
    {
        private int _next;

        public override ProviderResult Result => provider.Result;

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
        {
            if (_next == chunks.Length)
                return new(false);
            chunk.Write(Encoding.UTF8.GetBytes(chunks[_next++]));
            provider._delivered++;
            return new(true);
        }

        public override ValueTask DisposeAsync() => default;
    }
}
