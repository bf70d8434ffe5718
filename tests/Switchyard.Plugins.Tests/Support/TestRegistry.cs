using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Switchyard.Plugins.Tests;

/// <summary>The router's side, as far as a plugin host sees it.</summary>
public sealed class TestRegistry : IProviderRegistry
{
    public ConcurrentDictionary<string, IProvider> Providers { get; } = new();

    public ConcurrentDictionary<string, ProviderManifest> Manifests { get; } = new();

    public ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary>Takes the place of every manifest's endpoint.</summary>
    public Uri? Endpoint { get; set; }

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public IMeterFactory? MeterFactory { get; set; }

    public TimeProvider TimeProvider => TimeProvider.System;

    public ProviderSettings CreateSettings(ProviderManifest manifest, ReadOnlyMemory<byte> manifestText, CancellationToken stopping) => new()
    {
        Id = manifest.Id,
        Endpoint = Endpoint ?? manifest.Endpoint,
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
