using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Switchyard.Plugins;

namespace Switchyard.Gateway;

/// <summary>A copy of a plugin's folder, outside of the plugin directory, that is loaded once in a host of its own.</summary>
internal sealed class PluginTrial : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("switchyard-load-").FullName;
    private readonly string _source;

    public PluginTrial(string source, string name)
    {
        (_source, Folder) = (source, Path.Combine(_root, "plugins", name));
        try
        {
            PluginCopy.Make(source, Folder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The copy.</summary>
    public string Folder { get; }

    /// <summary>The manifests that were read when it was tried.</summary>
    public IReadOnlyList<ProviderManifest> Manifests { get; private set; } = [];

    /// <summary>Loads it, and unloads it again.</summary>
    /// <returns>Why it cannot be loaded, in sentences about the original; <see langword="null"/> if it can.</returns>
    public async Task<string?> RefusalAsync()
    {
        var errors = new List<ConfigurationError>();
        Manifests = [.. PluginFolder.Manifests(Folder).Select(path => ManifestReader.Read(path, File.ReadAllText(path), errors)).OfType<ProviderManifest>()];
        if (errors.Count > 0)
            return Sentences(errors.Select(error => error.ToString()));

        // Manifests alone are served by a plugin of another folder, which is not here.
        if (Manifests.All(manifest => manifest.Plugin is null))
            return null;

        using var registry = new Registry();
        var host = new PluginHost(new()
        {
            Directory = Path.GetDirectoryName(Folder)!,
            CacheDirectory = Directory.CreateDirectory(Path.Combine(_root, "cache")).FullName,
        });
        await using (host.ConfigureAwait(false))
            await Task.Run(() => host.Start(registry)).ConfigureAwait(false);
        return registry.Refusals.Count > 0 ? Sentences(registry.Refusals) : null;
    }

    public void Dispose() => PluginFolder.TryDelete(_root);

    private string Sentences(IEnumerable<string> sentences) =>
        string.Join(' ', sentences.Select(sentence => sentence.TrimEnd('.') + ".")).Replace(Folder, _source, StringComparison.Ordinal);

    /// <summary>Takes providers for no one.</summary>
    private sealed class Registry : IProviderRegistry, IMeterFactory
    {
        private readonly List<string> _refusals = [];

        // Of a name that nobody listens to: a trial is no load, and a second meter of the host's name would give each series twice.
        private readonly Meter _meter = new("Switchyard.Trial");

        public IReadOnlyList<string> Refusals => _refusals;

        public ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

        public TimeProvider TimeProvider => TimeProvider.System;

        public IMeterFactory MeterFactory => this;

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();

        public ProviderSettings CreateSettings(ProviderManifest manifest, ReadOnlyMemory<byte> manifestText, CancellationToken stopping) => new()
        {
            Id = manifest.Id,
            Endpoint = manifest.Endpoint,
            Manifest = manifestText,
            Stopping = stopping,
        };

        public void Set(ProviderManifest manifest, IProvider provider)
        {
        }

        public void Remove(string providerId)
        {
        }

        public void Refuse(string sentence) => _refusals.Add(sentence);
    }
}
