using System.Buffers.Binary;

namespace Switchyard.Storage;

/// <summary>
/// Goes through the whole records of a segment. Where bytes are damaged it looks for the next whole record instead of giving up, and says so.
/// </summary>
internal ref struct RecordScan(ReadOnlySpan<byte> segment, int offset, uint seed)
{
    private readonly ReadOnlySpan<byte> _segment = segment;

    /// <summary>The current record.</summary>
    public ReadOnlySpan<byte> Record { get; private set; }

    /// <summary>Where the current record begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Where the next one would begin.</summary>
    public int Next { get; private set; } = offset;

    /// <summary>Whether something lay between or after the records that is neither a record nor nothing.</summary>
    public bool IsDamaged { get; private set; }

    public bool MoveNext()
    {
        var at = Next;
        while (at <= _segment.Length - RecordFrame.HeaderLength)
        {
            if (RecordFrame.TryRead(_segment, at, seed, out var record))
            {
                // What was passed over is damage. An append that never came to its end is none: nothing follows it.
                IsDamaged |= at != Next;
                Record = record;
                Offset = at;
                Next = at + RecordFrame.SizeOf(record.Length);
                return true;
            }

            IsDamaged |= at == Next && BinaryPrimitives.ReadUInt64LittleEndian(_segment[at..]) != 0;
            at += RecordFrame.HeaderLength;
        }

        return false;
    }
}
