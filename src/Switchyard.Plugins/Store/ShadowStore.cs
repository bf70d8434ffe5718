using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Switchyard.Plugins;

/// <summary>
/// Private copies of plugin folders, named after their content. What runs is never the file that someone may replace: a truncated file
/// would kill the process, an overwritten one would turn into garbage, and Windows would lock it.
/// </summary>
/// <remarks>Each process has a directory of its own, readable by its user only, and holds a lock in it; who finds one without a holder removes it.</remarks>
internal sealed class ShadowStore : IDisposable
{
    private const string Prefix = "switchyard-plugins-";
    private const string LockName = ".lock";

    // A directory this young may belong to a process that is about to lock it.
    private static readonly TimeSpan s_youth = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _quarantined = new(StringComparer.Ordinal);
    private readonly string _root;
    private readonly FileStream _lock;
    private int _copies;

    public ShadowStore(string cacheDirectory)
    {
        Directory.CreateDirectory(cacheDirectory);
        Sweep(cacheDirectory);
        _root = MakePrivate(Path.Combine(cacheDirectory, Prefix + Guid.NewGuid().ToString("n")));
        _lock = new(Path.Combine(_root, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Copies a folder, unless there is already a copy of the same content.</summary>
    /// <returns>The copy; give it back with <see cref="Release"/>.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public string Add(string folder)
    {
        var staging = MakePrivate(Path.Combine(_root, "copy" + Interlocked.Increment(ref _copies).ToString(CultureInfo.InvariantCulture)));
        try
        {
            // The hash is that of the copy: the source may change while it is read.
            var name = Copy(folder, staging);
            lock (_gate)
            {
                var target = Path.Combine(_root, name);
                if (!Directory.Exists(target))
                    Directory.Move(staging, target);
                _users[target] = _users.GetValueOrDefault(target) + 1;
                return target;
            }
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Gives a copy back; the last user's removes it.</summary>
    public void Release(string copy)
    {
        lock (_gate)
        {
            var users = _users.GetValueOrDefault(copy) - 1;
            if (users > 0)
            {
                _users[copy] = users;
            }
            else if (_users.Remove(copy))
            {
                TryDelete(copy);
            }
        }
    }

    /// <summary>Keeps a copy whose code would not leave memory, and remembers its content.</summary>
    public void Quarantine(string copy)
    {
        lock (_gate)
            _quarantined.Add(copy);
    }

    public bool IsQuarantined(string copy)
    {
        lock (_gate)
            return _quarantined.Contains(copy);
    }

    /// <summary>Removes this process's directory, as far as nothing in it is in use.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(_root);
    }

    private static string Copy(string source, string target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(source, path);
            var copy = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(copy, bytes);
            hash.AppendData(Encoding.UTF8.GetBytes($"{relative}\0{bytes.Length}\0"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static void Sweep(string cacheDirectory)
    {
        foreach (var directory in Directory.EnumerateDirectories(cacheDirectory, Prefix + "*"))
        {
            // The file system's clock is the system's, whatever clock the router was given.
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(directory) > s_youth && IsAbandoned(directory))
                TryDelete(directory);
        }
    }

    private static bool IsAbandoned(string directory)
    {
        try
        {
            using var held = new FileStream(Path.Combine(directory, LockName), FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Held by its process, or another user's.
            return false;
        }
    }

    private static void TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Still in use (Windows locks loaded files): swept when a later process starts.
        }
    }
}
