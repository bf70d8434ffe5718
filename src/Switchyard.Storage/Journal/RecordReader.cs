using System.Buffers.Binary;

namespace Switchyard.Storage;

/// <summary>Reads what <see cref="RecordWriter"/> wrote, value by value in the same order.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> record)
{
    private ReadOnlySpan<byte> _left = record;

    public byte ReadByte() => Take(1)[0];

    public int ReadInt() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public long? ReadNumber() => ReadLong() is var number && number == RecordWriter.Unknown ? null : number;

    /// <returns>UTF-8; empty for none.</returns>
    public ReadOnlySpan<byte> ReadText() => Take(BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort))));

    public ReadOnlySpan<byte> Take(int length)
    {
        var taken = _left[..length];
        _left = _left[length..];
        return taken;
    }
}
