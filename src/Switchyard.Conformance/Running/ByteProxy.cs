using System.Net;
using System.Net.Sockets;

namespace Switchyard.Conformance;

/// <summary>Stands between provider and vendor and hands the vendor's bytes on one at a time, so that every reply is split at every byte.</summary>
internal sealed class ByteProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _vendorPort;
    private readonly Task _accepting;

    public ByteProxy(int vendorPort)
    {
        _vendorPort = vendorPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var vendor = new TcpClient { NoDelay = true };
            client.NoDelay = true;
            try
            {
                await vendor.ConnectAsync(IPAddress.Loopback, _vendorPort, _stopping.Token).ConfigureAwait(false);
                var sending = client.GetStream().CopyToAsync(vendor.GetStream(), _stopping.Token);
                await SplitAsync(vendor.GetStream(), client.GetStream()).ConfigureAwait(false);
                client.Close();
                await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // Either side has gone: that is how connections end.
            }
        }
    }

    private async Task SplitAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[4096];
        int count;
        while ((count = await from.ReadAsync(buffer, _stopping.Token).ConfigureAwait(false)) > 0)
        {
            for (var at = 0; at < count; at++)
            {
                await to.WriteAsync(buffer.AsMemory(at, 1), _stopping.Token).ConfigureAwait(false);

                // Lets the reader run between two bytes: written at once they would arrive together.
                await Task.Yield();
            }
        }
    }
}
