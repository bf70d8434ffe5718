using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Switchyard.Plugins.Tests;

/// <summary>An HTTP server that writes exactly the bytes that a test wants, when it wants them.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<LoopbackRequest, Task> _answer;

    public LoopbackServer(Func<LoopbackRequest, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public List<LoopbackRequest> Requests { get; } = [];

    /// <summary>A server that gives every request the same reply.</summary>
    public static LoopbackServer Replying(int status, string body, params string[] headers) =>
        new(request => request.ReplyAsync(status, body, headers));

    /// <summary>A server that sends the same event stream to every request, in pieces of the given size, and closes the connection.</summary>
    public static LoopbackServer Streaming(string events, int pieceBytes = int.MaxValue) => new(async request =>
    {
        await request.BeginStreamAsync();
        var bytes = Encoding.UTF8.GetBytes(events);
        for (var at = 0; at < bytes.Length; at += pieceBytes)
        {
            var size = Math.Min(pieceBytes, bytes.Length - at);
            await request.SendAsync(bytes.AsMemory(at, size));
            pieceBytes = Math.Min(pieceBytes, bytes.Length);
        }

        request.Close();
    });

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            client.NoDelay = true;
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                while (await ReadAsync(client) is { } request)
                {
                    lock (Requests)
                        Requests.Add(request);
                    await _answer(request);
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The client went away, which is often what the test is about.
            }
        }
    }

    private static async Task<LoopbackRequest?> ReadAsync(TcpClient client)
    {
        var stream = client.GetStream();
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one) == 0)
                return null;
            head.Add(one[0]);
        }

        var text = Encoding.ASCII.GetString([.. head]);
        var length = text.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture)).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return new(text, Encoding.UTF8.GetString(body), client);
    }
}
