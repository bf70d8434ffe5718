namespace Switchyard.Storage;

/// <summary>Keeps a second gateway out of a folder. The operating system gives it back when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    // The command line takes the lock for a moment to move what a gateway left behind.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const uint SharingViolation = 0x80070020;
    private const uint LockViolation = 0x80070021;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(StoreFolder folder)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(50))
        {
            if (TryTake(folder) is { } taken)
                return taken;
            if (waited >= s_patience)
                throw new StorageException($"The folder {folder} is in use by another gateway: stop that one, or give this one a folder of its own.");
            Thread.Sleep(50);
        }
    }

    /// <returns>The lock; <see langword="null"/> if somebody else has it.</returns>
    public static FolderLock? TryTake(StoreFolder folder)
    {
        try
        {
            return new(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StorageException($"{folder.Lock} cannot be opened ({exception.Message.TrimEnd('.')}): give this user the right to write to it.", exception);
        }
        catch (IOException exception)
        {
            return IsHeld(exception)
                ? null
                : throw new StorageException($"{folder.Lock} cannot be opened ({exception.Message.TrimEnd('.')}): check the folder and its disk.", exception);
        }
    }

    /// <summary>Whether somebody else holds the lock, by the number that the system gives: a full or broken disk is no other gateway.</summary>
    private static bool IsHeld(IOException exception) =>
        exception.HResult is WouldBlockOnLinux or WouldBlockOnMac or unchecked((int)SharingViolation) or unchecked((int)LockViolation);

    public void Dispose() => _file.Dispose();
}
