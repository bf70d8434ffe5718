using Microsoft.Extensions.Logging;

namespace Switchyard.Plugins;

/// <summary>
/// Loads provider plugins by their manifests, each isolated in a load context of its own and run from a private copy, and replaces or
/// removes them while the application runs. Isolation is of dependencies and lifetime, not of trust. Safe for use from many threads.
/// </summary>
/// <param name="options">What it is told.</param>
public sealed class PluginHost(PluginHostOptions options) : IProviderSource
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly PluginTable _table = new();
    private IProviderRegistry? _registry;
    private ILogger? _logger;
    private ShadowStore? _store;
    private ManifestWatcher? _watcher;
    private bool _isDisposed;

    /// <summary>What is loaded, what was refused and what would not go, as it stands now.</summary>
    public IReadOnlyList<PluginInfo> Plugins
    {
        get
        {
            lock (_gate)
                return _table.Describe();
        }
    }

    /// <summary>Loads the plugins that there are. What is not usable is refused; the rest is registered.</summary>
    /// <param name="registry">Where to register the providers.</param>
    public void Start(IProviderRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (_registry is not null)
            throw new InvalidOperationException("This plugin host has been started; make one for each router.");

        _registry = registry;
        _logger = registry.LoggerFactory.CreateLogger<PluginHost>();
        _table.Metrics = new(registry.MeterFactory);
        try
        {
            _store = new(options.CacheDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            registry.Refuse($"Plugins cannot be copied to {options.CacheDirectory}, from where they are loaded ({exception.GetType().Name}); "
                + "make the directory writable or set PluginHostOptions.CacheDirectory.");
            return;
        }

        // Free of any synchronisation context of the caller's, on which a wait could lock up.
        Task.Run(() => ReloadAsync()).GetAwaiter().GetResult();
        if (options.Watch)
            _watcher = new(options, registry, () => _ = ReloadQuietlyAsync());
    }

    /// <summary>
    /// Takes up what has changed on disk: a plugin is loaded again when one of its manifests was written, and what cannot be loaded leaves
    /// the old version serving. Old versions are drained and unloaded behind.
    /// </summary>
    /// <param name="force">Whether plugins whose manifests did not change are loaded again too.</param>
    /// <param name="cancellationToken">Gives up waiting for one's turn.</param>
    /// <returns>Completes when the new versions serve.</returns>
    public async Task ReloadAsync(bool force = false, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var registry = _registry ?? throw new InvalidOperationException("The plugin host has not been started.");
            await new PluginUpdate(options, _table, _gate, registry, _store!, _logger!).RunAsync(force).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes the plugin that serves a provider. It comes back when one of its manifests is written.</summary>
    /// <param name="providerId">The provider's id.</param>
    /// <returns>How the plugin ended: <see cref="PluginState.Unloaded"/> if it is proved to be gone; <see langword="null"/> if there is none.</returns>
    public async Task<PluginInfo?> UnloadAsync(string providerId)
    {
        ArgumentNullException.ThrowIfNull(providerId);
        Task<PluginInfo> retired;
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (_table.Find(providerId) is not { } version)
                    return null;
                _table.Suspend(version.Plan);
                foreach (var (file, _) in version.Plan.Manifests)
                    _registry!.Remove(file.Manifest.Id);
                retired = _table.Retire(version);
            }
        }
        finally
        {
            _turn.Release();
        }

        return await retired.ConfigureAwait(false);
    }

    /// <summary>Waits until no old version is being drained or unloaded.</summary>
    /// <returns>Completes when that is so.</returns>
    public Task WhenSettledAsync()
    {
        lock (_gate)
            return Task.WhenAll(_table.Retiring);
    }

    /// <summary>Gives all plugins up: drains them for <see cref="PluginHostOptions.ShutdownDeadline"/>, disposes and unloads them, and removes their copies.</summary>
    /// <returns>Completes when all is done.</returns>
    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            lock (_gate)
            {
                _table.Hurry(options.ShutdownDeadline);
                foreach (var version in _table.Current.ToArray())
                    _ = _table.Retire(version);
            }
        }
        finally
        {
            _turn.Release();
        }

        await WhenSettledAsync().ConfigureAwait(false);
        _table.Metrics?.Dispose();
        _store?.Dispose();
    }

    private async Task ReloadQuietlyAsync()
    {
        try
        {
            await ReloadAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The last change came while the host was being disposed.
        }
        catch (Exception exception)
        {
            PluginLog.ReloadFailed(_logger!, exception.GetType().FullName);
        }
    }
}
