using System.Buffers.Binary;

namespace Switchyard.Storage;

/// <summary>The first 64 bytes of a segment: whose it is.</summary>
internal static class SegmentHeader
{
    public const int Length = 64;

    private const byte Version = 1;
    private const int ChecksumAt = Length - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "SWYJRNL"u8;

    public static void Write(Span<byte> segment, long id, Guid store, int capacity)
    {
        Magic.CopyTo(segment);
        segment[Magic.Length] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(segment[8..], id);
        store.TryWriteBytes(segment[16..]);
        BinaryPrimitives.WriteInt32LittleEndian(segment[32..], capacity);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[ChecksumAt..], RecordFrame.Checksum(0, 0, segment[..ChecksumAt]));
    }

    /// <summary>What every checksum in the segment begins with. Known without the header, so records outlive a damaged one.</summary>
    public static uint Seed(long id, Guid store)
    {
        Span<byte> bytes = stackalloc byte[16];
        store.TryWriteBytes(bytes);
        return RecordFrame.Checksum((uint)id, (int)(id >> 32), bytes);
    }

    /// <returns>False if the header is damaged, or the file shorter than it was made.</returns>
    /// <exception cref="StorageException">The segment is another store's, or of a newer version.</exception>
    public static bool Check(ReadOnlySpan<byte> segment, Guid store, string file)
    {
        if (segment.Length < Length
            || !segment.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(segment[ChecksumAt..]) != RecordFrame.Checksum(0, 0, segment[..ChecksumAt]))
        {
            return false;
        }

        if (segment[Magic.Length] > Version)
            throw new StorageException($"{file} was written by a newer Switchyard: update this one.");
        if (new Guid(segment.Slice(16, 16)) != store)
            throw new StorageException($"{file} belongs to another database than the one beside it: restore both from the same backup, or move the journal folder away.");
        return segment.Length >= BinaryPrimitives.ReadInt32LittleEndian(segment[32..]);
    }
}
