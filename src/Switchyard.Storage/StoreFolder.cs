using System.Globalization;

namespace Switchyard.Storage;

/// <summary>Where the files of a store lie.</summary>
public sealed class StoreFolder
{
    /// <summary>The environment variable that names the folder: <c>SWITCHYARD_DATA</c>.</summary>
    public const string Variable = "SWITCHYARD_DATA";

    private const string SegmentSuffix = ".journal";

    /// <summary>Names a folder; nothing is read or made yet.</summary>
    /// <param name="path">The folder, absolute or relative to the current one.</param>
    public StoreFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The folder that <c>SWITCHYARD_DATA</c> names, otherwise <c>switchyard</c> in the user's folder for application data.</summary>
    public static StoreFolder Default =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "switchyard"));

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Ledger, keys and budgets.</summary>
    public string Database => System.IO.Path.Combine(Path, "switchyard.db");

    /// <summary>Cached answers: may be deleted while no gateway runs.</summary>
    public string Cache => System.IO.Path.Combine(Path, "cache.db");

    /// <summary>Calls that are on their way into the database.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal");

    internal string Lock => System.IO.Path.Combine(Path, "gateway.lock");

    /// <inheritdoc/>
    public override string ToString() => Path;

    internal string Segment(long id) => System.IO.Path.Combine(Journal, id.ToString("D10", CultureInfo.InvariantCulture) + SegmentSuffix);

    /// <summary>The segments that lie there, oldest first.</summary>
    internal List<(long Id, string File)> Segments()
    {
        if (!Directory.Exists(Journal))
            return [];

        var segments = new List<(long Id, string File)>();
        foreach (var file in Directory.EnumerateFiles(Journal, "*" + SegmentSuffix))
        {
            if (long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                segments.Add((id, file));
        }

        segments.Sort();
        return segments;
    }

    internal void Create()
    {
        try
        {
            // What was spent, by whom, is nobody else's business on this machine.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Journal);
            else
                Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).CreateSubdirectory("journal");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder {Path} cannot be made ({exception.Message.TrimEnd('.')}): name one that you may write to.", exception);
        }
    }
}
