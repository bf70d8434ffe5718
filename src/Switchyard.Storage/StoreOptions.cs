using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard.Storage;

/// <summary>Where a store is and how it works.</summary>
public sealed class StoreOptions
{
    /// <summary>Its folder. Default: <see cref="StoreFolder.Default"/>.</summary>
    public StoreFolder Folder { get; set; } = StoreFolder.Default;

    /// <summary>
    /// How long calls may gather in the journal before they are written into the database together: the most that a loss of power takes away.
    /// A killed process loses nothing. 10 ms to 10 s; default 100 ms.
    /// </summary>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Whether the ledger keeps the <see cref="CallRecord.Features"/> of each call, so that <c>switchyard train</c> can learn from reports on it. Takes
    /// some microseconds and some hundred bytes a call. Default <see langword="false"/>.
    /// </summary>
    public bool KeepsFeatures { get; set; }

    /// <summary>How often changes to keys and budgets by another process are looked for. 10 ms to 1 minute; default 1 s.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What cached answers may take in memory, in bytes. 0 or more; default 64 MiB.</summary>
    public long CacheMemoryBytes { get; set; } = 64 << 20;

    /// <summary>What cached answers may take on the disk, in bytes; 0 keeps none there. Default 1 GiB.</summary>
    public long CacheFileBytes { get; set; } = 1 << 30;

    /// <summary>For log events. Default: none are written.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock of limits, budgets and expiry.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What one journal file holds, in bytes. A record takes half a megabyte at most.</summary>
    internal int SegmentBytes { get; set; } = 4 << 20;

    /// <summary>What may wait in the journal while the database cannot be written, in bytes.</summary>
    internal long MaxBacklogBytes { get; set; } = 256 << 20;

    internal void Check()
    {
        if (CommitInterval < TimeSpan.FromMilliseconds(10) || CommitInterval > TimeSpan.FromSeconds(10))
            throw new StorageException($"The commit interval of {CommitInterval} is out of range: choose one from 10 ms to 10 s.");
        if (ReloadInterval < TimeSpan.FromMilliseconds(10) || ReloadInterval > TimeSpan.FromMinutes(1))
            throw new StorageException($"The reload interval of {ReloadInterval} is out of range: choose one from 10 ms to 1 minute.");
        if (CacheMemoryBytes < 0 || CacheFileBytes < 0)
            throw new StorageException("A size of the response cache is negative: choose 0 to keep nothing, or the bytes that it may take.");
    }
}
