using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Switchyard;

/// <summary>The router's side of an <see cref="IProviderSource"/>. Safe for use from many threads.</summary>
public interface IProviderRegistry
{
    /// <summary>For the log events of the source.</summary>
    ILoggerFactory LoggerFactory { get; }

    /// <summary>The clock.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Makes the meter named <c>Switchyard</c>; <see langword="null"/> for one of the source's own.</summary>
    IMeterFactory? MeterFactory => null;

    /// <summary>What to make a provider with: the manifest's endpoint after the overrides of policy and environment, and the limits.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="manifestText">The manifest's text as UTF-8, handed through to the plugin.</param>
    /// <param name="stopping">A token that belongs to this provider alone.</param>
    /// <returns>The settings.</returns>
    ProviderSettings CreateSettings(ProviderManifest manifest, ReadOnlyMemory<byte> manifestText, CancellationToken stopping);

    /// <summary>Adds a provider, or puts it in the place of the one with the same id: calls that begin from now on use it.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="provider">The provider. It stays the source's to dispose.</param>
    void Set(ProviderManifest manifest, IProvider provider);

    /// <summary>Removes a provider: calls that begin from now on do without it.</summary>
    /// <param name="providerId">Its id.</param>
    void Remove(string providerId);

    /// <summary>
    /// Says that something is not usable. While the router is being made this makes it fail with all such sentences; later it is logged.
    /// </summary>
    /// <param name="sentence">What, where and how to mend it, in one sentence.</param>
    void Refuse(string sentence);
}
