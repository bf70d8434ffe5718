using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>
/// What a gateway must not forget, in one folder: the ledger, keys and budgets, and cached answers. One process at a time owns a folder; the command
/// line works beside it.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private readonly StorageLog _log;
    private readonly SqliteFile _file;
    private readonly Timer _reload;
    private readonly TimeSpan _interval;
    private SqliteConnection? _watch;
    private bool _isFailing;
    private int _isDisposed;

    private Store(StoreOptions options, SqliteLedger ledger)
    {
        _log = new(options.LoggerFactory.CreateLogger(typeof(Store).FullName!));
        _file = new(options.Folder.Database, Schema.Store);
        Folder = options.Folder;
        Ledger = ledger;
        Gate = new(_file, ledger, options.TimeProvider);
        Administration = new(_file, options.TimeProvider, Gate.Reload);
        Cache = new(options, _log);
        _interval = options.ReloadInterval;
        _reload = new(static store => ((Store)store!).Watch(), this, _interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where it is.</summary>
    public StoreFolder Folder { get; }

    /// <summary>The ledger: give it to the router.</summary>
    public SqliteLedger Ledger { get; }

    /// <summary>Decides who may ask what.</summary>
    public Gate Gate { get; }

    /// <summary>Answers to be given again.</summary>
    public ResponseCache Cache { get; }

    /// <summary>Keys, budgets and costs for an operator. A change made here holds when the call returns.</summary>
    public Administration Administration { get; }

    /// <summary>Opens a store; makes it if it is not there. What a process that was killed had left in the journal is written first.</summary>
    /// <param name="options">Where it is and how it works.</param>
    /// <returns>The store. Disposing it writes what is left.</returns>
    /// <exception cref="StorageException">The folder is in use by another gateway, cannot be written, or holds files that this version cannot use.</exception>
    public static Store Open(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ledger = SqliteLedger.Open(options);
        try
        {
            return new(options, ledger);
        }
        catch
        {
            ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _reload.DisposeAsync().ConfigureAwait(false);
        _watch?.Dispose();
        await Cache.DisposeAsync().ConfigureAwait(false);
        await Ledger.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Looks whether another process has changed keys or budgets.</summary>
    private void Watch()
    {
        try
        {
            _watch ??= _file.Open();
            if (Revision.Read(_watch) != Gate.Revision)
                Gate.Reload();
            _isFailing = false;
        }
        catch (Exception exception) when (exception is SqliteException or StorageException)
        {
            if (!_isFailing)
                _log.ReloadFailed(exception.Message);
            _isFailing = true;
        }

        try
        {
            _reload.Change(_interval, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The store was closed meanwhile.
        }
    }
}
