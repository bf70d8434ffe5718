using System.Buffers;

namespace Switchyard.Allocations;

/// <summary>A provider that is truly asynchronous and allocates nothing: it answers always the same, or fails always the same.</summary>
internal sealed class FreeProvider(ProviderResult result) : IProvider
{
    private readonly AsyncAnswer<ProviderResult> _answer = new();
    private readonly AsyncAnswer<ProviderStream> _opened = new();
    private readonly Chunks _chunks = new(result);

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        if (result.Outcome == Outcome.Completed)
        {
            reply.Write(
                """{"id":"1","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"four"},"finish_reason":"stop"}]}"""u8);
        }

        return _answer.Later(result);
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) => _opened.Later(_chunks.Begin());

    public ValueTask DisposeAsync() => default;

    private sealed class Chunks(ProviderResult result) : ProviderStream
    {
        private readonly AsyncAnswer<bool> _read = new();
        private int _next;

        public override ProviderResult Result => result;

        public Chunks Begin()
        {
            _next = result.Outcome == Outcome.Completed ? 0 : 5;
            return this;
        }

        public override ValueTask<bool> ReadAsync(IBufferWriter<byte> chunk, CancellationToken cancellationToken)
        {
            switch (_next++)
            {
                case 0:
                    chunk.Write("""{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"""u8);
                    break;
                case < 4:
                    chunk.Write("""{"id":"1","choices":[{"index":0,"delta":{"content":"four"},"finish_reason":null}]}"""u8);
                    break;
                case 4:
                    chunk.Write("""{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""u8);
                    break;
                default:
                    return _read.Later(false);
            }

            return _read.Later(true);
        }

        public override ValueTask DisposeAsync() => default;
    }
}
