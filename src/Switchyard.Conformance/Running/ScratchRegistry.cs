using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard.Conformance;

/// <summary>What a plugin host sees of a router, without a router.</summary>
internal sealed class ScratchRegistry(Uri? endpoint) : IProviderRegistry
{
    public ConcurrentDictionary<string, IProvider> Providers { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ProviderManifest> Manifests { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Refusals { get; } = new();

    public ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public TimeProvider TimeProvider => TimeProvider.System;

    public ProviderSettings CreateSettings(ProviderManifest manifest, ReadOnlyMemory<byte> manifestText, CancellationToken stopping) => new()
    {
        Id = manifest.Id,
        Endpoint = endpoint ?? manifest.Endpoint,
        Manifest = manifestText,
        Stopping = stopping,
    };

    public void Set(ProviderManifest manifest, IProvider provider)
    {
        Manifests[manifest.Id] = manifest;
        Providers[manifest.Id] = provider;
    }

    public void Remove(string providerId)
    {
        Manifests.TryRemove(providerId, out _);
        Providers.TryRemove(providerId, out _);
    }

    public void Refuse(string sentence) => Refusals.Enqueue(sentence);
}
