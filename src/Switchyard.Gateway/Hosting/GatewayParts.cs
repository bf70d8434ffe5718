using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Switchyard.Storage;

namespace Switchyard.Gateway;

/// <summary>What a gateway consists of, as far as it has come up, taken down in the order in which one part needs the other.</summary>
internal sealed class GatewayParts : IAsyncDisposable
{
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>What it keeps; <see langword="null"/> if nothing.</summary>
    public Store? Store { get; set; }

    /// <summary>The vendors that it plays itself; <see langword="null"/> if it calls real ones.</summary>
    public SimulatedVendors? Simulated { get; set; }

    /// <summary>The server, with the router among its services.</summary>
    public WebApplication? Web { get; set; }

    public GatewayMetrics? Metrics { get; set; }

    public PolicyWatcher? Watcher { get; set; }

    public async ValueTask DisposeAsync()
    {
        Watcher?.Dispose();
        Metrics?.Dispose();
        if (Web is not null)
            await Web.DisposeAsync().ConfigureAwait(false);
        if (Simulated is not null)
            await Simulated.DisposeAsync().ConfigureAwait(false);

        // Last: until the router is gone, calls may still be recorded.
        if (Store is not null)
            await Store.DisposeAsync().ConfigureAwait(false);
        Loggers.Dispose();
    }
}
