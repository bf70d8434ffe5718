namespace Switchyard.Plugins;

/// <summary>What the host has: the serving versions, the slots of their providers, and what became of the others. Guarded by the host's lock.</summary>
internal sealed class PluginTable
{
    private readonly List<PluginVersion> _current = [];
    private readonly List<PluginVersion> _past = [];
    private readonly Dictionary<string, PluginInfo> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _suspended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProviderSlot> _slots = new(StringComparer.Ordinal);
    private readonly List<Task<PluginInfo>> _retiring = [];

    // Not disposed: it holds nothing but a timer, which ends by itself a little after the host.
    private readonly CancellationTokenSource _hurry = new();

    /// <summary>Counts what comes and goes; <see langword="null"/> before the start.</summary>
    public PluginMetrics? Metrics { get; set; }

    public IReadOnlyList<PluginVersion> Current => _current;

    /// <summary>The versions that are being drained and unloaded.</summary>
    public IReadOnlyList<Task<PluginInfo>> Retiring => _retiring;

    public PluginVersion? Find(string providerId) =>
        _current.Find(version => version.Serves(providerId));

    public PluginVersion? Find(PluginPlan plan) => _current.Find(version => version.Plan.AssemblyPath == plan.AssemblyPath);

    /// <summary>Whether a plugin was removed by hand and has not been written since.</summary>
    public bool IsSuspended(PluginPlan plan) => _suspended.GetValueOrDefault(plan.AssemblyPath) == plan.Fingerprint();

    public void Suspend(PluginPlan plan) => _suspended[plan.AssemblyPath] = plan.Fingerprint();

    public void Refuse(PluginPlan plan, string reason) => _refused[plan.AssemblyPath] = new()
    {
        Id = plan.Id,
        State = PluginState.Refused,
        Path = plan.AssemblyPath,
        Reason = reason,
    };

    /// <summary>Forgets the refusals of plugins that are no longer there.</summary>
    public void ForgetRefusals(List<PluginPlan> plans)
    {
        foreach (var path in _refused.Keys.Where(path => !plans.Exists(plan => plan.AssemblyPath == path)).ToArray())
            _refused.Remove(path);
    }

    /// <summary>Puts a version into service: its slots lead to it from now on.</summary>
    public void Serve(PluginVersion version, IProviderRegistry registry)
    {
        _refused.Remove(version.Plan.AssemblyPath);
        _suspended.Remove(version.Plan.AssemblyPath);
        _current.Add(version);
        Metrics?.Loaded(version.Plan.Id);
        for (var index = 0; index < version.Providers.Count; index++)
        {
            var manifest = version.Plan.Manifests[index].File.Manifest;
            if (!_slots.TryGetValue(manifest.Id, out var slot))
                _slots.Add(manifest.Id, slot = new(manifest.Id));
            slot.Set(version.Providers[index]);
            registry.Set(manifest, slot);
        }
    }

    /// <summary>Takes a version out of service and gives it up, in the background.</summary>
    public Task<PluginInfo> Retire(PluginVersion version)
    {
        _current.Remove(version);
        ForgetUnloaded();
        _past.Add(version);
        Metrics?.Retired(version.Plan.Id);
        foreach (var (file, _) in version.Plan.Manifests)
        {
            if (Find(file.Manifest.Id) is null && _slots.Remove(file.Manifest.Id, out var slot))
                slot.Set(null);
        }

        _retiring.RemoveAll(task => task.IsCompleted);
        var retiring = Task.Run(async () =>
        {
            await version.RetireAsync(_hurry.Token).ConfigureAwait(false);
            Metrics?.Ended(version.Plan.Id, version.State);
            return Describe(version);
        });
        _retiring.Add(retiring);
        return retiring;
    }

    /// <summary>Lets no version, also of those given up already, wait longer than this for calls that end by themselves.</summary>
    public void Hurry(TimeSpan limit) => _hurry.CancelAfter(limit);

    public List<PluginInfo> Describe()
    {
        ForgetUnloaded();
        return [.. _current.Select(Describe), .. _past.Select(Describe), .. _refused.Values];
    }

    // Also where nobody asks for the list: a host that reloads for weeks would keep every manifest that it has read.
    private void ForgetUnloaded() => _past.RemoveAll(version => version.State == PluginState.Unloaded);

    private static PluginInfo Describe(PluginVersion version) => new()
    {
        Id = version.Plan.Id,
        State = version.State,
        Path = version.Plan.AssemblyPath,
        Version = version.Facts.Version,
        ContractVersion = version.Facts.ContractVersion,
        Providers = [.. version.Plan.Manifests.Select(item => item.File.Manifest.Id)],
        LoadedAt = version.LoadedAt,
        Leases = version.Leases,
        Reason = version.Suspect,
    };
}
