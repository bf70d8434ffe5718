using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Switchyard.Benchmarks.Calls;

/// <summary>
/// The cheapest server that answers chat requests rightly: fixed bytes for a call, fixed events for a stream. What is measured is the client.
/// </summary>
internal static class Upstream
{
    private const int Events = 24;

    private static readonly byte[] s_reply = Reply();
    private static readonly byte[] s_stream = Stream();

    public static async Task RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);

        // The parent's end of the pipe closes with the parent, however it ends.
        _ = Task.Run(static () => { Console.In.ReadToEnd(); Environment.Exit(0); });
        while (true)
            _ = ServeAsync(await listener.AcceptAsync());
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[64 * 1024];
            var length = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(length)) is var read and > 0)
            {
                length += read;
                if (!IsComplete(buffer.AsSpan(0, length)))
                    continue;

                await socket.SendAsync(buffer.AsSpan(0, length).IndexOf("\"stream\":true"u8) >= 0 ? s_stream : s_reply);
                length = 0;
            }
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;

        var body = request[(head + 4)..];
        var headers = Encoding.ASCII.GetString(request[..head]);
        var at = headers.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return body.EndsWith("0\r\n\r\n"u8);

        var end = headers.IndexOf('\r', at);
        return body.Length >= int.Parse(headers.AsSpan(at + 15, (end < 0 ? headers.Length : end) - at - 15).Trim());
    }

    private static byte[] Reply()
    {
        var text = string.Join(' ', Enumerable.Repeat("The bicycle is ready on Friday afternoon.", 8));
        var json = $$$"""
            {"id":"chatcmpl-1","object":"chat.completion","created":1769092737,"model":"gpt-6-luna","choices":[{"index":0,"message":
            {"role":"assistant","content":"{{{text}}}","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
            "usage":{"prompt_tokens":117,"completion_tokens":64,"total_tokens":181,
            "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
            "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},
            "service_tier":"default","system_fingerprint":"fp_1"}
            """;
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_1\r\nx-ratelimit-remaining-requests: 9999\r\nx-ratelimit-reset-requests: 6ms\r\nContent-Length: {json.Length}\r\n\r\n{json}");
    }

    private static byte[] Stream()
    {
        var body = new StringBuilder();
        Event("""{"role":"assistant","content":"","refusal":null}""", "null");
        for (var index = 0; index < Events; index++)
            Event("""{"content":" bicycle"}""", "null");
        Event("{}", "\"stop\"");
        body.Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1769092764,\"model\":\"gpt-6-luna\",\"choices\":[],\"usage\":{\"prompt_tokens\":117,\"completion_tokens\":24,\"total_tokens\":141}}\n\ndata: [DONE]\n\n");
        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        return [.. Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nx-request-id: req_1\r\nContent-Length: {bytes.Length}\r\n\r\n"), .. bytes];

        void Event(string delta, string finish) => body.Append(
            $$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1769092764,"model":"gpt-6-luna","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}}}],"usage":null}""").Append("\n\n");
    }
}
