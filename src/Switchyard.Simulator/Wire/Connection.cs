using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>What HTTP has no words for: resets, half-closed connections and silence.</summary>
internal static class Connection
{
    private static readonly TimeSpan s_lingering = TimeSpan.FromMilliseconds(500);

    public static void Reset(HttpContext http)
    {
        Reset(http.Features.Get<IConnectionSocketFeature>());
        http.Abort();
    }

    /// <summary>Makes the coming close of the socket a reset: with a linger time of zero the kernel sends RST instead of FIN.</summary>
    public static void Reset(IConnectionSocketFeature? feature)
    {
        try
        {
            if (feature is not null)
                feature.Socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Already closed by the other side: it is as dead as it can be.
        }
    }

    public static async Task EndAsync(HttpContext http, CutKind ending)
    {
        switch (ending)
        {
            case CutKind.EndResponse:
                await http.Response.CompleteAsync().ConfigureAwait(false);
                break;
            case CutKind.Reset:
                Reset(http);
                break;
            case CutKind.CloseConnection:
                await CloseAsync(http).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Keeps the connection open until the client leaves or the server stops, which is when it throws.</summary>
    public static async Task HangAsync(HttpContext http, CancellationToken stopping)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, left.Token).ConfigureAwait(false);
    }

    private static async Task CloseAsync(HttpContext http)
    {
        try
        {
            http.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            return;
        }

        // The client should read its end of stream: what the server does to the socket afterwards must not overtake that. This is
        // about the kernel, so it is real time whatever the server's clock says.
        await Task.Delay(s_lingering, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }
}
