using System.Net.Sockets;
using System.Text;

namespace Switchyard.Plugins.Tests;

/// <summary>A request that came in, and the connection to answer it on.</summary>
public sealed class LoopbackRequest(string head, string body, TcpClient client)
{
    public string Head => head;

    public string Body => body;

    /// <summary>The same object for requests on the same connection.</summary>
    public object Connection => client;

    public Task ReplyAsync(int status, string text, params string[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lines = string.Concat(headers.Select(header => header + "\r\n"));
        return SendAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n{lines}Content-Length: {bytes.Length}\r\n\r\n").Concat(bytes).ToArray());
    }

    public Task BeginStreamAsync(params string[] headers) => SendAsync(Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + string.Concat(headers.Select(header => header + "\r\n")) + "Connection: close\r\n\r\n"));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await client.GetStream().WriteAsync(bytes);

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits until the client has closed the connection.</summary>
    public async Task WaitForCloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await client.GetStream().ReadAsync(new byte[64], cancellationToken) > 0)
                continue;
        }
        catch (IOException)
        {
            // A reset is a close too.
        }
    }

    public void Close() => client.Close();

    /// <summary>Closes the connection with a reset.</summary>
    public void Reset()
    {
        client.Client.LingerState = new(true, 0);
        client.Close();
    }
}
