namespace Switchyard.Gateway;

/// <summary>Takes up a changed policy file. Requests at work keep the policy that they began with; one that is wrong changes nothing.</summary>
internal sealed class PolicyWatcher : IDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);

    private readonly string _file;
    private readonly Router _router;
    private readonly GatewayLog _log;
    private readonly Lock _reading = new();
    private readonly Timer _timer;
    private readonly FileSystemWatcher _watcher;

    public PolicyWatcher(string file, Router router, GatewayLog log)
    {
        (_file, _router, _log) = (file, router, log);
        _timer = new(_ => Reload());

        // Editors write a new file and rename it, so the directory is watched.
        _watcher = new(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        _watcher.Changed += (_, _) => Wait();
        _watcher.Created += (_, _) => Wait();
        _watcher.Renamed += (_, _) => Wait();
        _watcher.Error += (_, _) => Wait();
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Wait() => _timer.Change(s_quiet, Timeout.InfiniteTimeSpan);

    private void Reload()
    {
        lock (_reading)
        {
            try
            {
                var policy = PolicyFile.Read(_file);
                if (!SameProviders(policy.Providers, _router.Registry.Policy.Providers))
                    _log.ProvidersNeedRestart(_file);
                _router.ReplacePolicy(policy);
                _log.PolicyReplaced(_file);
            }
            catch (SwitchyardConfigurationException exception)
            {
                foreach (var problem in exception.Problems)
                    _log.PolicyRefused(problem);
            }
            catch (Exception exception)
            {
                // On the timer's thread, where it would end the process; the policy that holds still serves.
                _log.PolicyRefused($"{_file}: taking up the policy failed with {exception.GetType().FullName}; the one before holds on.");
            }
        }
    }

    private static bool SameProviders(IReadOnlyDictionary<string, ProviderPolicy> one, IReadOnlyDictionary<string, ProviderPolicy> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var policy) && policy == pair.Value);
}
