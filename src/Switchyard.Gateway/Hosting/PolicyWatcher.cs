using System.Security.Cryptography;

namespace Switchyard.Gateway;

/// <summary>
/// Takes up a changed policy file. What counts is what the file says: it may be a link whose target is another one now, as in a mounted ConfigMap, so
/// every change in its directory makes it look, and from time to time it looks all the same.
/// </summary>
internal sealed class PolicyWatcher : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    private readonly PolicyReload _reload;
    private readonly GatewayLog _log;
    private readonly Lock _looking = new();
    private readonly Timer _timer;
    private readonly FileSystemWatcher _watcher;
    private byte[]? _seen;

    public PolicyWatcher(PolicyReload reload, GatewayLog log)
    {
        (_reload, _log, _seen) = (reload, log, Fingerprint(reload.File));
        _timer = new(_ => Look(), null, s_look, s_look);
        _watcher = new(Path.GetDirectoryName(reload.File)!);
        _watcher.Changed += (_, _) => Wait();
        _watcher.Created += (_, _) => Wait();
        _watcher.Deleted += (_, _) => Wait();
        _watcher.Renamed += (_, _) => Wait();
        _watcher.Error += (_, _) => Wait();
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Wait()
    {
        try
        {
            _timer.Change(s_quiet, s_look);
        }
        catch (ObjectDisposedException)
        {
            // The last change came while the gateway was being stopped.
        }
    }

    private void Look()
    {
        lock (_looking)
        {
            var now = Fingerprint(_reload.File);
            if (now is null && _seen is not null)
                _log.PolicyGone(_reload.File);
            else if (now is not null && (_seen is null || !now.AsSpan().SequenceEqual(_seen)))
                _reload.Run();
            _seen = now;
        }
    }

    /// <returns><see langword="null"/> for a file that is not there or cannot be read.</returns>
    private static byte[]? Fingerprint(string file)
    {
        try
        {
            return SHA256.HashData(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
