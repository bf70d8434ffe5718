using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard.Benchmarks.Plugins;

/// <summary>What a plugin host sees of a router, without a router: one provider.</summary>
internal sealed class BenchmarkRegistry(Uri? endpoint = null) : IProviderRegistry
{
    private IProvider? _provider;

    /// <summary>The provider that the host has registered.</summary>
    public IProvider Provider => _provider ?? throw new InvalidOperationException("No plugin was loaded.");

    public ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public TimeProvider TimeProvider => TimeProvider.System;

    public ProviderSettings CreateSettings(ProviderManifest manifest, ReadOnlyMemory<byte> manifestText, CancellationToken stopping) => new()
    {
        Id = manifest.Id,
        Endpoint = endpoint ?? manifest.Endpoint,
        Manifest = manifestText,
        Stopping = stopping,
    };

    public void Set(ProviderManifest manifest, IProvider provider) => _provider = provider;

    public void Remove(string providerId)
    {
    }

    public void Refuse(string sentence) => throw new InvalidOperationException(sentence);
}
