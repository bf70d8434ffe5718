namespace Switchyard.Storage;

/// <summary>Moves calls from the journal into the database in group commits. A failure leaves everything where it was, to be tried again.</summary>
internal sealed class JournalMover(Journal journal, LedgerWriter writer, StorageLog log) : IDisposable
{
    // Long transactions keep the command line from setting a key.
    private const int MaxBatch = 4096;

    private readonly Lock _moving = new();
    private JournalSegment _segment = journal.First;
    private int _offset = SegmentHeader.Length;
    private bool _mustAskWhere;
    private bool _isFailing;
    private bool _isClosed;
    private bool _hasNoSegment;
    private long _written;

    public long Written => Interlocked.Read(ref _written);

    public bool IsFailing => Volatile.Read(ref _isFailing);

    /// <summary>Moves what is there at this moment.</summary>
    /// <returns>False if the database cannot be written now; the journal keeps what it has.</returns>
    public bool Move()
    {
        lock (_moving)
        {
            if (_isClosed)
                return true;

            try
            {
                while (MoveBatch())
                {
                }

                if (_isFailing)
                    log.MovingAgain();
                Volatile.Write(ref _isFailing, false);
                return true;
            }
            catch (Exception exception)
            {
                // Whatever it is: the thread that moves must not end, and the callers have their answers.
                if (!_isFailing)
                    log.MovingFailed(exception.Message);
                Volatile.Write(ref _isFailing, true);
                return false;
            }
        }
    }

    /// <summary>Has the next journal file ready before it is needed.</summary>
    public void Prepare()
    {
        try
        {
            journal.Prepare();
            if (_hasNoSegment)
                log.SegmentsAgain();
            _hasNoSegment = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_hasNoSegment)
                log.NoSegment(exception.Message.TrimEnd('.'));
            _hasNoSegment = true;
        }
    }

    /// <summary>Moves the last calls and closes the files. What cannot be moved stays in the journal for the next start.</summary>
    public void Dispose()
    {
        journal.Close();
        lock (_moving)
        {
            Close(Move());
            _isClosed = true;
        }
    }

    private void Close(bool isMoved)
    {
        var lost = 0;
        for (var segment = _segment; segment is not null;)
        {
            var next = segment.Next;
            if (isMoved)
            {
                segment.Delete();
            }
            else
            {
                lost += segment.IsDurable ? 0 : Count(segment.Scan(segment == _segment ? _offset : SegmentHeader.Length));
                segment.Dispose();
            }

            segment = next;
        }

        if (lost > 0)
            log.LostAtTheEnd(lost);
        journal.Dispose();
        writer.Dispose();
    }

    private bool MoveBatch()
    {
        if (_mustAskWhere)
            SeekWritten();

        // Read before the tail: once there is a next segment, the tail moves no more.
        var next = _segment.Next;
        var scan = _segment.Scan(_offset);
        if (!scan.MoveNext())
            return next is not null && Advance(next);

        int count = 0, calls = 0;
        try
        {
            writer.Begin();
            do
            {
                writer.Insert(new(_segment.Id, scan.Offset), scan.Record);
                count++;
                calls += RecordKind.IsCall(scan.Record) ? 1 : 0;
            }
            while (count < MaxBatch && scan.MoveNext());

            writer.Commit(new(_segment.Id, scan.Next));
        }
        catch
        {
            // A commit that failed may yet have come through.
            _mustAskWhere = true;
            writer.Abandon();
            throw;
        }

        _offset = scan.Next;
        Interlocked.Add(ref _written, calls);
        return true;
    }

    private bool Advance(JournalSegment next)
    {
        var moved = _segment;
        (_segment, _offset) = (next, SegmentHeader.Length);
        journal.Release(moved);
        return true;
    }

    private void SeekWritten()
    {
        var position = writer.ReadPosition();
        if (position.Segment == _segment.Id && position.Offset > _offset)
        {
            Interlocked.Add(ref _written, Count(_segment.Scan(_offset)) - Count(_segment.Scan(position.Offset)));
            _offset = position.Offset;
        }

        _mustAskWhere = false;
    }

    /// <summary>How many calls there are.</summary>
    private static int Count(RecordScan scan)
    {
        var count = 0;
        while (scan.MoveNext())
            count += RecordKind.IsCall(scan.Record) ? 1 : 0;
        return count;
    }
}
