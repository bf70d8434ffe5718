using Microsoft.Extensions.Logging;

namespace Switchyard.Plugins;

/// <summary>One look at the disk and what follows from it. Never two at once.</summary>
internal sealed class PluginUpdate(
    PluginHostOptions options, PluginTable table, Lock gate, IProviderRegistry registry, ShadowStore store, ILogger logger)
{
    private readonly HashSet<string> _unusable = new(StringComparer.Ordinal);

    public async Task RunAsync(bool force)
    {
        var plans = PluginPlan.Make(ManifestScanner.Scan(options, Refuse), Refuse);
        foreach (var plan in plans)
        {
            if (IsWanted(plan, force))
                await LoadAsync(plan).ConfigureAwait(false);
        }

        lock (gate)
        {
            RemoveMissing(plans);
            table.ForgetRefusals(plans);
        }
    }

    private bool IsWanted(PluginPlan plan, bool force)
    {
        lock (gate)
        {
            var current = table.Find(plan);
            if (current is null)
                return force || !table.IsSuspended(plan);

            // While one of its manifests cannot be read, what serves now serves on.
            return !IsBroken(current) && (force || current.Fingerprint != plan.Fingerprint());
        }
    }

    private async Task LoadAsync(PluginPlan plan)
    {
        PluginVersion version;
        try
        {
            version = await PluginVersion.LoadAsync(plan, registry, options, store, logger).ConfigureAwait(false);
        }
        catch (PluginRefusedException refused)
        {
            lock (gate)
                table.Refuse(plan, refused.Message);
            registry.Refuse(refused.Message);
            return;
        }

        lock (gate)
        {
            // The successor first: a call that finds the old version closed finds the new one in its place.
            var old = table.Find(plan);
            table.Serve(version, registry);
            if (old is not null)
                Remove(old);
        }
    }

    private void RemoveMissing(List<PluginPlan> plans)
    {
        foreach (var version in table.Current.ToArray())
        {
            if (!IsBroken(version) && !plans.Exists(plan => plan.AssemblyPath == version.Plan.AssemblyPath))
                Remove(version);
        }
    }

    private void Remove(PluginVersion version)
    {
        // The router first: what it no longer knows it does not call.
        foreach (var (file, _) in version.Plan.Manifests)
        {
            if (table.Current.All(other => other == version || !other.Serves(file.Manifest.Id)))
                registry.Remove(file.Manifest.Id);
        }

        _ = table.Retire(version);
    }

    private bool IsBroken(PluginVersion version) =>
        _unusable.Contains(options.Directory)
        || version.Plan.Manifests.Exists(item => _unusable.Contains(item.File.Path) || _unusable.Contains(item.File.Folder));

    private void Refuse(string path, string sentence)
    {
        _unusable.Add(path);
        registry.Refuse(sentence);
    }
}
