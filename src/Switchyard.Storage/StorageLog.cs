using Microsoft.Extensions.Logging;

namespace Switchyard.Storage;

/// <summary>The store's log events. None holds a secret, a prompt or an answer.</summary>
internal sealed partial class StorageLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Information, "{Calls} calls that an earlier process left in the journal are now in the ledger.")]
    public partial void Replayed(long calls);

    [LoggerMessage(2, LogLevel.Error, "{File} was damaged. What was whole in it is in the ledger; the file is kept beside it for a look.")]
    public partial void Damaged(string file);

    [LoggerMessage(3, LogLevel.Error, "The ledger cannot be written: {Sentence} Calls wait in the journal, and it is tried again and again.")]
    public partial void MovingFailed(string sentence);

    [LoggerMessage(4, LogLevel.Information, "The ledger can be written again; nothing that waited is lost.")]
    public partial void MovingAgain();

    [LoggerMessage(5, LogLevel.Error, "No new journal file can be made ({Reason}): once the current one is full, calls wait in memory and would not outlive the process.")]
    public partial void NoSegment(string reason);

    [LoggerMessage(6, LogLevel.Information, "Journal files can be made again.")]
    public partial void SegmentsAgain();

    [LoggerMessage(7, LogLevel.Critical, "The ledger takes in no more: too much waits to be written. Calls are answered, and counted as lost.")]
    public partial void Losing();

    [LoggerMessage(8, LogLevel.Error, "Keys and budgets cannot be read again: {Sentence} Those read last go on to hold.")]
    public partial void ReloadFailed(string sentence);

    [LoggerMessage(9, LogLevel.Warning, "Cached answers cannot be kept on the disk: {Sentence} Memory does.")]
    public partial void CacheFailed(string sentence);

    [LoggerMessage(10, LogLevel.Error, "{Calls} calls were only in memory and could not be written before the end: they are lost.")]
    public partial void LostAtTheEnd(long calls);
}
