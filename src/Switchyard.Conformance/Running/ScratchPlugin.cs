using System.Diagnostics;
using Switchyard.Plugins;

namespace Switchyard.Conformance;

/// <summary>Loads a plugin afresh for each provider that is asked for, in a host of its own, and proves after each use that it is gone.</summary>
internal sealed class ScratchPlugin(string folder, string? providerId) : IDisposable
{
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("switchyard-verify-");

    public PluginInfo? Plugin { get; private set; }

    public ProviderManifest? Manifest { get; private set; }

    /// <summary>Why an unload failed; <see langword="null"/> if none did.</summary>
    public string? UnloadFailure { get; private set; }

    /// <summary>How long the unloads took together.</summary>
    public TimeSpan UnloadTime { get; private set; }

    /// <summary>Loads and unloads it once.</summary>
    /// <returns>Why it cannot be loaded, in sentences; <see langword="null"/> if it can.</returns>
    public async Task<string?> TryAsync()
    {
        var registry = new ScratchRegistry(null);
        var host = Start(registry);
        var chosen = providerId is not null
            ? registry.Manifests.GetValueOrDefault(providerId)
            : registry.Manifests.Values.OrderBy(manifest => manifest.Id, StringComparer.Ordinal).FirstOrDefault(manifest => manifest.Plugin is not null);
        Plugin = host.Plugins.FirstOrDefault(plugin => chosen is not null && plugin.Providers.Contains(chosen.Id));
        Manifest = chosen;
        await EndAsync(host, chosen?.Id).ConfigureAwait(false);
        if (!registry.Refusals.IsEmpty)
            return string.Join(' ', registry.Refusals);
        return chosen is not null ? null : providerId is not null
            ? $"{folder} makes no provider {providerId}, only {string.Join(", ", registry.Manifests.Keys.Order(StringComparer.Ordinal))}."
            : $"{folder} holds no {ProviderManifest.FileSuffix[1..]} with a \"plugin\" section: name the folder of a plugin.";
    }

    /// <summary>Makes the provider for a vendor at an address. Its disposal unloads the plugin.</summary>
    public IProvider Create(Uri endpoint)
    {
        var registry = new ScratchRegistry(endpoint);
        var host = Start(registry);
        return new ScratchProvider(registry.Providers[Manifest!.Id], () => EndAsync(host, Manifest.Id));
    }

    public void Dispose()
    {
        try
        {
            _cache.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A plugin that stays in memory keeps its files where the system locks them; the verification says so already.
        }
    }

    private PluginHost Start(ScratchRegistry registry)
    {
        var host = new PluginHost(new()
        {
            Directory = Path.GetFullPath(folder),
            CacheDirectory = _cache.FullName,

            // A check that is over waits for no call: one that is still inside does not heed its token.
            DrainDeadline = TimeSpan.FromSeconds(3),
        });
        host.Start(registry);
        return host;
    }

    private async ValueTask EndAsync(PluginHost host, string? id)
    {
        var started = Stopwatch.GetTimestamp();
        if (id is not null && await host.UnloadAsync(id).ConfigureAwait(false) is { State: not (PluginState.Unloaded or PluginState.Stopped) } ended)
            UnloadFailure ??= $"The plugin is {ended.State}: {ended.Reason}.";
        UnloadTime += Stopwatch.GetElapsedTime(started);
        await host.DisposeAsync().ConfigureAwait(false);
    }
}
