using System.Buffers;

namespace Switchyard.Benchmarks.Engine;

/// <summary>Answers at once, the same to everybody.</summary>
internal sealed class InstantProvider : IProvider
{
    private static readonly byte[] s_reply =
        """{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"It will be ready on Friday."},"finish_reason":"stop"}]}"""u8.ToArray();

    private static readonly ProviderResult s_result = new(Outcome.Completed)
    {
        HttpStatus = 200,
        FinishReason = FinishReason.Stop,
        Usage = new() { InputTokens = 40, OutputTokens = 8 },
    };

    public ValueTask<ProviderResult> CompleteAsync(ProviderRequest request, IBufferWriter<byte> reply, CancellationToken cancellationToken)
    {
        reply.Write(s_reply);
        return new(s_result);
    }

    public ValueTask<ProviderStream> OpenStreamAsync(ProviderRequest request, CancellationToken cancellationToken) =>
        new(ProviderStream.Failed(s_result));

    public ValueTask DisposeAsync() => default;
}
