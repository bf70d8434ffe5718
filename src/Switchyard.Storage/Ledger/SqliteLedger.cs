namespace Switchyard.Storage;

/// <summary>
/// A ledger in a SQLite file. A call, or feedback on one, is in a journal that outlives the process when it is recorded, and in the database some
/// milliseconds later. Safe for use from many threads; recording allocates nothing.
/// </summary>
public sealed class SqliteLedger : ILedger, IFeedbackLedger, IAsyncDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly AutoResetEvent _wake = new(false);
    private readonly FolderLock _folderLock;
    private readonly Journal _journal;
    private readonly JournalMover _mover;
    private readonly StorageLog _log;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;
    private long _recorded;
    private long _atRisk;
    private long _lost;
    private int _isDisposed;

    private SqliteLedger(StoreOptions options, FolderLock folderLock, LedgerWriter writer, StorageLog log)
    {
        var (_, nextSegment) = JournalReplay.Run(options.Folder, writer, log);
        _journal = new(options.Folder, writer.Store, nextSegment, options.SegmentBytes, options.MaxBacklogBytes, _wake);
        _mover = new(_journal, writer, log);
        (_folderLock, _log, _interval) = (folderLock, log, options.CommitInterval);
        TakesFeatures = options.KeepsFeatures;

        // A thread of its own: a slow disk must not hold one of the pool.
        _thread = new(Run) { IsBackground = true, Name = "Switchyard ledger" };
        _thread.Start();
    }

    /// <summary>How it is.</summary>
    public LedgerStatus Status =>
        new(Interlocked.Read(ref _recorded), _mover.Written, Interlocked.Read(ref _atRisk), Interlocked.Read(ref _lost), _mover.IsFailing);

    /// <inheritdoc/>
    public bool TakesFeatures { get; }

    /// <summary>Opens the ledger of a folder, and writes into it what a process that was killed had left in the journal.</summary>
    /// <param name="options">The folder and how often to commit.</param>
    /// <returns>The ledger. Disposing it writes what is left.</returns>
    /// <exception cref="StorageException">The folder is in use by another process, cannot be written, or holds files that this version cannot use.</exception>
    public static SqliteLedger Open(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        options.Folder.Create();
        return Open(options, FolderLock.Take(options.Folder), new(options.LoggerFactory.CreateLogger(typeof(SqliteLedger).FullName!)));
    }

    /// <summary>Writes into the database what a process that is gone left in the journal. Does nothing while a gateway runs: it does so itself.</summary>
    /// <param name="options">The folder.</param>
    /// <exception cref="StorageException">The folder cannot be written, or holds files that this version cannot use.</exception>
    public static void CatchUp(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Folder.Segments().Count == 0 || FolderLock.TryTake(options.Folder) is not { } folderLock)
            return;

        using (folderLock)
        {
            using var writer = new LedgerWriter(new(options.Folder.Database, Schema.Store));
            Guard(options.Folder, () => JournalReplay.Run(options.Folder, writer, new(options.LoggerFactory.CreateLogger(typeof(SqliteLedger).FullName!))));
        }
    }

    /// <inheritdoc/>
    public void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        switch (_journal.Append(RecordWriter.Write(RecordKind.Call, call, attempts)))
        {
            case AppendResult.Durable:
                Interlocked.Increment(ref _recorded);
                break;
            case AppendResult.InMemory:
                Interlocked.Increment(ref _recorded);
                Interlocked.Increment(ref _atRisk);
                break;
            default:
                Lose();
                break;
        }
    }

    /// <inheritdoc/>
    public void Correct(in CallRecord call, ReadOnlySpan<Attempt> attempts)
    {
        // Without room what was recorded stands: the call is there, with an estimate.
        if (_journal.Append(RecordWriter.Write(RecordKind.Correction, call, attempts)) != AppendResult.NoRoom)
            Interlocked.Increment(ref _recorded);
    }

    /// <inheritdoc/>
    public void Record(in Feedback feedback)
    {
        if (_journal.Append(RecordWriter.Write(feedback)) == AppendResult.NoRoom)
            Lose();
    }

    /// <summary>Writes what was recorded so far into the database, on the caller's thread.</summary>
    /// <returns>False if the database cannot be written now; nothing is lost, and it is tried again.</returns>
    public bool Flush() => Volatile.Read(ref _isDisposed) != 0 || _mover.Move();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        _wake.Set();
        await Task.Run(_thread.Join).ConfigureAwait(false);
        _mover.Dispose();
        _folderLock.Dispose();
        _wake.Dispose();
    }

    private static SqliteLedger Open(StoreOptions options, FolderLock folderLock, StorageLog log)
    {
        LedgerWriter? writer = null;
        try
        {
            writer = new(new(options.Folder.Database, Schema.Store));
            return Guard(options.Folder, () => new SqliteLedger(options, folderLock, writer, log));
        }
        catch
        {
            writer?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    private static T Guard<T>(StoreFolder folder, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new StorageException($"The journal in {folder.Journal} cannot be used ({exception.Message.TrimEnd('.')}): check its rights and the room on its disk.", exception);
        }
    }

    private void Lose()
    {
        // Said once: whoever answers a thousand calls a second would fill the log too.
        if (Interlocked.Increment(ref _lost) == 1)
            _log.Losing();
    }

    private void Run()
    {
        var pause = _interval;
        while (Volatile.Read(ref _isDisposed) == 0)
        {
            _mover.Prepare();
            pause = _mover.Move() ? _interval : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestPause.Ticks));
            _wake.WaitOne(pause);
        }
    }
}
