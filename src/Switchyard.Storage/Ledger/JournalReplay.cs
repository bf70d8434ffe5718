namespace Switchyard.Storage;

/// <summary>Writes what an earlier process left in the journal into the database.</summary>
internal static class JournalReplay
{
    /// <summary>A file in which damage was found is kept under this suffix.</summary>
    public const string DamagedSuffix = ".damaged";

    /// <returns>How many calls were written, and the id that the next segment may have.</returns>
    /// <exception cref="StorageException">The journal is another store's, or of a newer version.</exception>
    public static (long Calls, long NextSegment) Run(StoreFolder folder, LedgerWriter writer, StorageLog log)
    {
        foreach (var unfinished in Directory.EnumerateFiles(folder.Journal, "*.tmp"))
            File.Delete(unfinished);

        var position = writer.ReadPosition();
        var segments = folder.Segments();
        var calls = 0L;
        foreach (var (id, file) in segments)
        {
            // What lies before the position was written by a process that did not come to deleting it.
            if (id >= position.Segment)
                calls += Replay(id, id == position.Segment ? position.Offset : SegmentHeader.Length, file, writer, log);
            File.Delete(file);
        }

        if (calls > 0)
            log.Replayed(calls);
        return (calls, Math.Max(position.Segment, segments.Count == 0 ? 0 : segments[^1].Id) + 1);
    }

    private static long Replay(long id, int offset, string file, LedgerWriter writer, StorageLog log)
    {
        var bytes = File.ReadAllBytes(file);
        var isDamaged = !SegmentHeader.Check(bytes, writer.Store, file);
        var scan = new RecordScan(bytes, Math.Max(offset, SegmentHeader.Length), SegmentHeader.Seed(id, writer.Store));
        var calls = 0L;
        writer.Begin();
        try
        {
            while (scan.MoveNext())
            {
                if (!writer.Insert(new(id, scan.Offset), scan.Record))
                    isDamaged = true;
                else if (RecordKind.IsCall(scan.Record))
                    calls++;
            }

            // Kept before the commit: after it nobody looks at the file again.
            if (isDamaged || scan.IsDamaged)
            {
                File.Copy(file, file + DamagedSuffix, overwrite: true);
                log.Damaged(file + DamagedSuffix);
            }

            writer.Commit(new(id + 1, SegmentHeader.Length));
        }
        catch
        {
            writer.Abandon();
            throw;
        }

        return calls;
    }
}
