namespace Switchyard.Gateway;

/// <summary>A plugin's folder put in the place of the one of its name, which is kept aside until all is well.</summary>
internal sealed class PluginSwap : IDisposable
{
    private readonly string _aside;
    private readonly string _old;
    private bool _hasOld;

    /// <summary>Puts a copy of a folder into a plugin directory.</summary>
    /// <exception cref="SwitchyardConfigurationException">It cannot be written; all is as it was.</exception>
    public PluginSwap(string source, string directory, string name)
    {
        Target = Path.Combine(directory, name);

        // In the directory itself: only within one file system a folder moves in one step. Two folders deep no host looks for manifests.
        _aside = Path.Combine(directory, $".load-{Guid.NewGuid():N}");
        _old = Path.Combine(_aside, "old");
        try
        {
            var fresh = Path.Combine(_aside, "new");
            PluginCopy.Make(source, fresh);

            // A manifest that is written again asks for a reload, also with the same text.
            foreach (var manifest in PluginFolder.Manifests(fresh)) File.SetLastWriteTimeUtc(manifest, DateTime.UtcNow);
            Exchange(fresh);
        }
        catch (Exception exception)
        {
            Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw Problem(exception);
            throw;
        }
    }

    /// <summary>The folder in the directory.</summary>
    public string Target { get; }

    /// <summary>Puts back what was there before.</summary>
    public void Undo()
    {
        try
        {
            Directory.Move(Target, Path.Combine(_aside, "refused"));
            if (_hasOld) Directory.Move(_old, Target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem(exception);
        }
    }

    public void Dispose()
    {
        // The only copy of what was there is not thrown away.
        if (Directory.Exists(_aside) && (!_hasOld || Directory.Exists(Target))) PluginFolder.TryDelete(_aside);
    }

    private void Exchange(string fresh)
    {
        if (Directory.Exists(Target))
        {
            Directory.Move(Target, _old);
            _hasOld = true;
        }

        try
        {
            Directory.Move(fresh, Target);
        }
        catch when (_hasOld)
        {
            Directory.Move(_old, Target);
            throw;
        }
    }

    private SwitchyardConfigurationException Problem(Exception exception) => new([
        $"{Target} cannot be changed ({exception.Message.TrimEnd('.')}): make it writable, and load it again."
        + (_hasOld && !Directory.Exists(Target) ? $" What was there lies in {_old}; move it back." : "")]);
}
