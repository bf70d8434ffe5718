using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Switchyard.Simulator;

/// <summary>
/// One life of the server, from bind to close. Kestrel without a host: no configuration, no routing and no logging to set up, so it
/// starts in a few milliseconds and nothing from the environment reaches it.
/// </summary>
internal sealed class Listener : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConnectionTracker _connections = new();
    private readonly KestrelServer _kestrel;

    private Listener(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(_connections.Track);
        });

        // With a one-byte buffer a flush returns when the kernel has the bytes. A cut can then follow at once and take nothing back.
        var transport = new SocketTransportOptions { MaxWriteBufferSize = 1 };
        _kestrel = new(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    public int Port { get; private set; }

    public static async Task<Listener> StartAsync(ServerState server, int port, CancellationToken cancellationToken)
    {
        var listener = new Listener(port);
        try
        {
            var application = new SimulatorApplication(server, listener._stopping.Token);
            await listener._kestrel.StartAsync(application, cancellationToken).ConfigureAwait(false);
            listener.Port = new Uri(listener._kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Lets requests at work finish, for a few seconds at most; those that hang by script are ended at once.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _kestrel.StopAsync(patience.Token).ConfigureAwait(false);
    }

    /// <summary>Resets all connections and closes the port.</summary>
    public async Task KillAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _connections.ResetAll();
        await _kestrel.StopAsync(new CancellationToken(true)).ConfigureAwait(false);
    }

    // The cancellation source is left to the collector: it has no timer, and requests that outlive a kill for a moment may still ask its token.
    public void Dispose() => _kestrel.Dispose();
}
