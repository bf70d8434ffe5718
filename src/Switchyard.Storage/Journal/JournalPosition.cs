namespace Switchyard.Storage;

/// <summary>A place in the journal.</summary>
/// <param name="Segment">The segment's id; rises by one with each segment, for the life of the store.</param>
/// <param name="Offset">Bytes from the segment's start; a multiple of 8.</param>
internal readonly record struct JournalPosition(long Segment, int Offset)
{
    /// <summary>What a segment may have at most, so that every position has a number of its own.</summary>
    public const int MaxSegmentBytes = 1 << 29;

    /// <summary>The number of the record at this place, which is also the row's in the database: unique, and rising.</summary>
    public long Sequence => (Segment << 26) | ((long)Offset >> 3);
}
