using System.Threading.Channels;

namespace Switchyard;

/// <summary>
/// Keeps what <c>switchyard train --data FILE</c> learns from: a line for each call and a line for each report, appended to one file in the
/// background. Without <paramref name="storePrompts"/> it holds no word of a prompt: only counts and topics, as the classifier sees them.
/// </summary>
/// <param name="path">The file; made if it is missing, readable by its user only; appended to if it is there. JSON Lines.</param>
/// <param name="storePrompts">Whether prompts are kept too. Then <c>train</c> learns their words, and <c>eval</c> can measure whole routers.</param>
public sealed class FeedbackFile(string path, bool storePrompts = false) : IAsyncDisposable, IDisposable
{
    // What a disk that stands still may hold back.
    private const int Capacity = 10_000;

    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Lock _starting = new();
    private Task? _writing;
    private long _lost;

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Whether prompts are kept.</summary>
    public bool StoresPrompts => storePrompts;

    /// <summary>Lines that could not be written: the disk was full, refused, or slower than the calls.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Writes what is waiting, and closes the file. Feedback that comes later counts as lost. The router does not do this.</summary>
    /// <returns>When it is written.</returns>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        Task? writing;
        lock (_starting)
            writing = _writing;
        if (writing is not null)
            await writing.ConfigureAwait(false);
    }

    /// <summary>As <see cref="DisposeAsync"/>. Blocks until it is written.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal void Add(byte[] line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        if (Volatile.Read(ref _writing) is null)
            Start();
    }

    /// <summary>Why the file cannot be written; <see langword="null"/> if it can. Makes it if it is missing.</summary>
    internal string? Problem()
    {
        try
        {
            Open().Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The feedback file {Path} cannot be written ({exception.GetType().Name}); name one in a folder that exists and that this user may write to.";
        }
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };

        // What an application's users ask about is nobody else's business on this machine.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path, options);
    }

    private void Start()
    {
        lock (_starting)
            _writing ??= Task.Run(WriteAsync);
    }

    private async Task WriteAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var waiting = 0;
            try
            {
                // Opened anew for every batch: the file may be taken away and trained from while the application runs.
                var stream = Open();
                await using (stream.ConfigureAwait(false))
                {
                    while (_lines.Reader.TryRead(out var line))
                    {
                        waiting++;
                        await stream.WriteAsync(line).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                while (_lines.Reader.TryRead(out _))
                    waiting++;
                Interlocked.Add(ref _lost, waiting);
            }
        }
    }
}
