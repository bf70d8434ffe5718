namespace Switchyard.Gateway;

/// <summary>Brings a plugin's folder into a plugin directory and out of it, so that a host that watches never sees half of one.</summary>
internal static class PluginFolder
{
    private const string Pattern = "*" + ProviderManifest.FileSuffix;

    /// <summary>A directory that is there.</summary>
    public static string Existing(string directory) => Directory.Exists(directory)
        ? Path.GetFullPath(directory)
        : throw Problem($"The folder {directory} does not exist: check the name.");

    /// <summary>
    /// Copies a plugin's folder in. The files come first, each moved into place, and what the new version no longer has goes; a host takes the
    /// plugin up when its manifests come, which are written last.
    /// </summary>
    /// <returns>The folder in the directory.</returns>
    public static string Install(string source, string directory, string? name)
    {
        var target = Path.Combine(directory, NameOf(source, name));
        return Guard(target, () =>
        {
            Directory.CreateDirectory(target);
            var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(source, path)).ToList();
            foreach (var file in files.OrderBy(file => IsManifest(file)))
            {
                var path = Path.Combine(target, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Copy(Path.Combine(source, file), path + ".tmp", overwrite: true);

                // A manifest that is written again asks for a reload, also with the same text.
                if (IsManifest(file)) File.SetLastWriteTimeUtc(path + ".tmp", DateTime.UtcNow);
                File.Move(path + ".tmp", path, overwrite: true);
            }

            var kept = files.ToHashSet(StringComparer.Ordinal);
            foreach (var path in Directory.GetFiles(target, "*", SearchOption.AllDirectories).Where(path => !kept.Contains(Path.GetRelativePath(target, path))).ToList()) File.Delete(path);
            return target;
        });
    }

    /// <summary>Removes a plugin's folder: the manifests first, at which a host that watches lets go of it, then the rest.</summary>
    /// <returns>The folder that was removed.</returns>
    public static string Remove(string directory, string name)
    {
        var target = Path.Combine(directory, CheckedName(name));
        if (!Directory.Exists(target))
        {
            var known = Directory.GetDirectories(directory).Where(folder => Directory.EnumerateFiles(folder, Pattern).Any()).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            throw Problem($"{directory} holds no plugin {name}: {(known.Count == 0 ? "there is none" : "there are " + string.Join(", ", known))}.");
        }

        if (!Directory.EnumerateFiles(target, Pattern).Any()) throw Problem($"{target} holds no {Pattern}, so it is no plugin: remove it by hand if you mean it.");
        return Guard(target, () =>
        {
            foreach (var manifest in Directory.GetFiles(target, Pattern)) File.Delete(manifest);
            Directory.Delete(target, recursive: true);
            return target;
        });
    }

    /// <summary>The manifests that lie directly in a folder.</summary>
    /// <exception cref="SwitchyardConfigurationException">It cannot be listed.</exception>
    public static IReadOnlyList<string> Manifests(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, Pattern);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem($"{folder} cannot be listed ({exception.Message.TrimEnd('.')}): make it readable, and run this again.");
        }
    }

    /// <summary>What a plugin's folder is to be called: as it is, unless it is given a name.</summary>
    /// <exception cref="SwitchyardConfigurationException">That is no name of a folder.</exception>
    public static string NameOf(string source, string? name) => CheckedName(name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(source)));

    public static void TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Where loaded files are locked, they go with the system's temporary files.
        }
    }

    private static bool IsManifest(string file) => file.EndsWith(ProviderManifest.FileSuffix, StringComparison.Ordinal);

    private static string CheckedName(string name) => name.Length > 0 && name is not ("." or "..") && !name.Contains('\\', StringComparison.Ordinal) && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
        ? name
        : throw Problem($"\"{name}\" is no name of a folder: give one without slashes.");

    private static string Guard(string target, Func<string> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem($"{target} cannot be changed ({exception.Message.TrimEnd('.')}): make it writable, and run this again.");
        }
    }

    private static SwitchyardConfigurationException Problem(string sentence) => new([sentence]);
}
