using System.Buffers.Binary;
using System.Numerics;

namespace Switchyard.Storage;

/// <summary>
/// How a record lies in a segment: eight bytes of length and checksum, then the record, padded to a multiple of 8. The eight bytes are written last
/// and in one piece: with them the record is there, without them it never was.
/// </summary>
internal static class RecordFrame
{
    public const int HeaderLength = 8;

    /// <summary>What a record takes in the segment.</summary>
    public static int SizeOf(int length) => HeaderLength + ((length + 7) & ~7);

    public static ulong Header(uint seed, int offset, ReadOnlySpan<byte> record) =>
        (uint)record.Length | ((ulong)Checksum(seed, offset, record) << 32);

    /// <summary>Finds the record that begins exactly at <paramref name="offset"/>.</summary>
    /// <returns>False if there is none that is whole.</returns>
    public static bool TryRead(ReadOnlySpan<byte> segment, int offset, uint seed, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (offset > segment.Length - HeaderLength)
            return false;

        var header = BinaryPrimitives.ReadUInt64LittleEndian(segment[offset..]);
        var length = (int)header;
        if (length <= 0 || length > segment.Length - offset - HeaderLength)
            return false;

        record = segment.Slice(offset + HeaderLength, length);
        return Checksum(seed, offset, record) == (uint)(header >> 32);
    }

    public static uint Checksum(uint seed, int offset, ReadOnlySpan<byte> bytes)
    {
        // With its place in it, so that nothing that a caller sends can pass for a record where one is looked for.
        var checksum = BitOperations.Crc32C(seed, ((ulong)(uint)offset << 32) | (uint)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
            checksum = BitOperations.Crc32C(checksum, value);
        return checksum;
    }
}
