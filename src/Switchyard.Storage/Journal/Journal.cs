namespace Switchyard.Storage;

/// <summary>
/// The calls that are on their way into the database, in segments. Appending is a copy of some hundred bytes under a lock; what is slow (making files,
/// deleting them) is done ahead by <see cref="Prepare"/> and after by <see cref="Release"/>, on the thread that moves the records on.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly Lock _appending = new();
    private readonly StoreFolder _folder;
    private readonly Guid _store;
    private readonly int _segmentBytes;
    private readonly int _maxSegments;
    private readonly AutoResetEvent _wanted;
    private JournalSegment _current;
    private JournalSegment? _spare;
    private long _lastId;
    private int _segments;
    private bool _isClosed;

    /// <param name="folder">Where the files go.</param>
    /// <param name="store">Whose they are.</param>
    /// <param name="firstId">The first segment's id.</param>
    /// <param name="segmentBytes">What a segment holds.</param>
    /// <param name="maxBytes">What may wait in all.</param>
    /// <param name="wanted">Set when a new spare segment is wanted.</param>
    public Journal(StoreFolder folder, Guid store, long firstId, int segmentBytes, long maxBytes, AutoResetEvent wanted)
    {
        (_folder, _store, _segmentBytes, _wanted) = (folder, store, segmentBytes, wanted);
        _maxSegments = (int)Math.Max(2, maxBytes / segmentBytes);
        _lastId = firstId;
        First = _current = JournalSegment.Create(folder, firstId, store, segmentBytes);
        _segments = 1;
    }

    /// <summary>The segment that this journal began with: where reading begins.</summary>
    public JournalSegment First { get; }

    /// <summary>Takes a record in.</summary>
    public AppendResult Append(ReadOnlySpan<byte> record)
    {
        lock (_appending)
        {
            if (_isClosed)
                return AppendResult.NoRoom;
            if (_current.TryAppend(record))
                return _current.IsDurable ? AppendResult.Durable : AppendResult.InMemory;
            if (_segments >= _maxSegments)
                return AppendResult.NoRoom;

            Rotate();
            return !_current.TryAppend(record) ? AppendResult.NoRoom : _current.IsDurable ? AppendResult.Durable : AppendResult.InMemory;
        }
    }

    /// <summary>Makes the next segment ahead of need.</summary>
    /// <exception cref="IOException">The disk has no room, or the folder is gone.</exception>
    public void Prepare()
    {
        long id;
        lock (_appending)
        {
            if (_spare is not null || _isClosed)
                return;
            id = ++_lastId;
        }

        var spare = JournalSegment.Create(_folder, id, _store, _segmentBytes);
        lock (_appending)
        {
            // Meanwhile appending may have gone on in a segment with a later id.
            if (_current.Id < spare.Id)
            {
                _spare = spare;
                return;
            }
        }

        spare.Delete();
    }

    /// <summary>Gives a segment back whose records are all in the database.</summary>
    public void Release(JournalSegment segment)
    {
        lock (_appending)
            _segments--;
        segment.Delete();
    }

    /// <summary>Takes no more records in. Those that it has can still be read.</summary>
    public void Close()
    {
        lock (_appending)
            _isClosed = true;
    }

    public void Dispose()
    {
        Close();
        _spare?.Delete();
        _spare = null;
    }

    private void Rotate()
    {
        var next = _spare ?? CreateNext();
        _spare = null;
        _current.Next = next;
        _current = next;
        _segments++;
        _wanted.Set();
    }

    /// <summary>Calls came faster than the spare could be made. They wait for a file, some milliseconds; only if there can be none does memory do.</summary>
    private JournalSegment CreateNext()
    {
        var id = ++_lastId;
        try
        {
            return JournalSegment.Create(_folder, id, _store, _segmentBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return JournalSegment.CreateInMemory(id, _store, _segmentBytes);
        }
    }
}
