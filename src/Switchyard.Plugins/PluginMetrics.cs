using System.Diagnostics.Metrics;

namespace Switchyard.Plugins;

/// <summary>The host's metrics.</summary>
internal sealed class PluginMetrics : IDisposable
{
    private const string Plugin = "switchyard.plugin";

    private readonly Meter _meter;
    private readonly bool _isOwn;
    private readonly Counter<long> _loads;
    private readonly Counter<long> _unloads;
    private readonly Counter<long> _failedUnloads;
    private readonly UpDownCounter<long> _active;

    public PluginMetrics(IMeterFactory? factory)
    {
        // A meter of a factory is the factory's to dispose.
        _isOwn = factory is null;
        _meter = factory?.Create("Switchyard") ?? new Meter("Switchyard");
        _loads = _meter.CreateCounter<long>("switchyard.plugin.loads", "{load}", "Versions of plugins that were loaded.");
        _unloads = _meter.CreateCounter<long>("switchyard.plugin.unloads", "{unload}", "Versions of plugins that are proved to be gone from memory.");
        _failedUnloads = _meter.CreateCounter<long>("switchyard.plugin.failed_unloads", "{unload}", "Versions of plugins that something keeps in memory.");
        _active = _meter.CreateUpDownCounter<long>("switchyard.plugin.active", "{plugin}", "Plugins that serve.");
    }

    public void Loaded(string plugin)
    {
        _loads.Add(1, new KeyValuePair<string, object?>(Plugin, plugin));
        _active.Add(1, new KeyValuePair<string, object?>(Plugin, plugin));
    }

    /// <summary>A version serves no longer.</summary>
    public void Retired(string plugin) => _active.Add(-1, new KeyValuePair<string, object?>(Plugin, plugin));

    /// <summary>A version has ended in one way or the other. One that is not collectible does neither.</summary>
    public void Ended(string plugin, PluginState state)
    {
        if (state == PluginState.Unloaded)
            _unloads.Add(1, new KeyValuePair<string, object?>(Plugin, plugin));
        else if (state == PluginState.Quarantined)
            _failedUnloads.Add(1, new KeyValuePair<string, object?>(Plugin, plugin));
    }

    public void Dispose()
    {
        if (_isOwn)
            _meter.Dispose();
    }
}
