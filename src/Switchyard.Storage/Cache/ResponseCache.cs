using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard.Storage;

/// <summary>
/// Answers to be given again to exactly the same request, in memory and on the disk. Nothing is cached unless the gateway says so for a request.
/// Safe for use from many threads.
/// </summary>
public sealed class ResponseCache : IAsyncDisposable
{
    private readonly Lock _filing = new();
    private readonly MemoryCache _memory;
    private readonly TimeProvider _time;
    private readonly StorageLog _log;
    private readonly Channel<Filed> _toFile = Channel.CreateBounded<Filed>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Task _filer = Task.CompletedTask;
    private CacheFile? _file;

    internal ResponseCache(StoreOptions options, StorageLog log)
    {
        (_time, _log) = (options.TimeProvider, log);
        _memory = new(options.CacheMemoryBytes);
        if (options.CacheFileBytes > 0)
        {
            TryFile(() => _file = new(options.Folder.Cache, options.CacheFileBytes));
            _filer = Task.Run(FileAsync);
        }
    }

    /// <summary>A cache that keeps nothing on the disk, for a gateway without a store.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>The cache, of the usual size.</returns>
    public static ResponseCache InMemory(TimeProvider time) =>
        new(new() { TimeProvider = time, CacheFileBytes = 0 }, new(NullLogger.Instance));

    /// <summary>Finds an answer.</summary>
    /// <param name="key">What was asked.</param>
    /// <returns>The answer; <see langword="null"/> if there is none, or its time is over.</returns>
    public CachedAnswer? Find(CacheKey key)
    {
        var now = _time.GetUtcNow();
        if (_memory.TryGet(key, now, out var answer) || _file is null)
            return answer;

        (CachedAnswer Answer, DateTimeOffset Expires)? filed = null;
        lock (_filing)
            TryFile(() => filed = _file?.Find(key, now));
        if (filed is { } found)
            _memory.Set(key, found.Answer, found.Expires);
        return filed?.Answer;
    }

    /// <summary>Keeps an answer. It is in memory at once, and on the disk a little later.</summary>
    /// <param name="key">What was asked.</param>
    /// <param name="answer">The answer. Its bytes must not change any more.</param>
    /// <param name="lifetime">How long it may be given again; more than zero.</param>
    public void Keep(CacheKey key, CachedAnswer answer, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        var now = _time.GetUtcNow();
        var expires = lifetime > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + lifetime;
        _memory.Set(key, answer, expires);

        // Under a flood the disk misses some: they are asked again.
        if (_file is not null)
            _toFile.Writer.TryWrite(new(key, answer, expires));
    }

    /// <summary>Forgets all answers.</summary>
    public void Clear()
    {
        _memory.Clear();
        lock (_filing)
            TryFile(() => _file?.Clear());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _toFile.Writer.TryComplete();
        await _filer.ConfigureAwait(false);
        lock (_filing)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private async Task FileAsync()
    {
        await foreach (var filed in _toFile.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            lock (_filing)
                TryFile(() => _file?.Put(filed.Key, filed.Answer, _time.GetUtcNow(), filed.Expires));
        }
    }

    /// <summary>A cache that fails costs an answer to be asked again, and nothing else. It is said once, and memory goes on alone.</summary>
    private void TryFile(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is SqliteException or StorageException or IOException)
        {
            _log.CacheFailed(exception.Message);
            _file?.Dispose();
            _file = null;
        }
    }

    private sealed record Filed(CacheKey Key, CachedAnswer Answer, DateTimeOffset Expires);
}
