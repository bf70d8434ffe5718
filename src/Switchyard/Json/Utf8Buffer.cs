using System.Buffers;

namespace Switchyard;

/// <summary>A growing buffer that belongs to a pooled call: it keeps its memory, so a steady state writes without allocating.</summary>
internal sealed class Utf8Buffer : IBufferWriter<byte>
{
    private const int InitialCapacity = 4096;

    // A buffer that one huge request blew up is not kept at that size for ever.
    private const int KeptCapacity = 1 << 20;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <summary>How many bytes it holds memory for.</summary>
    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptCapacity)
            _bytes = [];
    }

    public void Truncate(int length) => Length = length;

    public void RemoveStart(int count)
    {
        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length >= size)
            return;

        // Not rented: what a provider got as memory must never turn into another call's text.
        var needed = checked(Length + size);
        var larger = new byte[Math.Max(Math.Max(needed, InitialCapacity), (int)Math.Min(2L * _bytes.Length, Array.MaxLength))];
        Span.CopyTo(larger);
        _bytes = larger;
    }
}
