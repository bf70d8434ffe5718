using System.Buffers;

namespace Switchyard.Provider.Anthropic;

/// <summary>A block of thoughts, put together again from its pieces: the next turn of a tool loop must bring it back unchanged.</summary>
internal sealed class ThinkingBlock
{
    private readonly ArrayBufferWriter<byte> _thinking = new();
    private readonly ArrayBufferWriter<byte> _signature = new();

    public bool IsSigned => _signature.WrittenCount > 0;

    public void Add(ReadOnlySpan<byte> inner) => _thinking.Write(inner);

    public void Sign(ReadOnlySpan<byte> inner) => _signature.Write(inner);

    public byte[] ToJson() =>
    [
        .. "{\"type\":\"thinking\",\"thinking\":\""u8, .. _thinking.WrittenSpan, .. "\",\"signature\":\""u8, .. _signature.WrittenSpan, .. "\"}"u8,
    ];
}
