namespace Switchyard.Gateway;

/// <summary>Copies a plugin's folder: of a size that a plugin may have, and nothing that lies outside of it.</summary>
internal static class PluginCopy
{
    private const long MaxBytes = 512L << 20;
    private const int MaxFiles = 10_000;

    /// <exception cref="SwitchyardConfigurationException">It is too large, holds a link, or cannot be read or written.</exception>
    public static void Make(string source, string target)
    {
        try
        {
            // All is looked at before anything is written.
            foreach (var file in List(new(source)))
            {
                var path = Path.Combine(target, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Copy(file, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem($"{source} cannot be copied to {target} ({exception.Message.TrimEnd('.')}): make the one readable and the other writable, and load it again.");
        }
    }

    private static List<string> List(DirectoryInfo root)
    {
        var files = new List<string>();
        var bytes = 0L;
        var folders = new Stack<DirectoryInfo>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is not null)
                    throw Problem($"{entry.FullName} is a symbolic link, which is not followed: put the file itself there, and load it again.");
                if (entry is DirectoryInfo inner)
                {
                    folders.Push(inner);
                    continue;
                }

                files.Add(entry.FullName);
                bytes += ((FileInfo)entry).Length;
                if (bytes > MaxBytes || files.Count > MaxFiles)
                    throw Problem($"{root.FullName} holds more than the {MaxBytes >> 20} MB and {MaxFiles} files that a plugin may have: name the plugin's own folder.");
            }
        }

        return files;
    }

    private static SwitchyardConfigurationException Problem(string sentence) => new([sentence]);
}
