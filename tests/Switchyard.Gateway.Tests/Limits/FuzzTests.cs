using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Switchyard.Gateway.Tests;

public sealed class FuzzTests
{
    private const int Seed = 20261123;
    private const int Requests = 1500;

    private static readonly string[] s_paths = ["/v1/chat/completions", "/v1/models", "/v1/models/b/two", "/healthz", "/", "/v1/chat/completions/"];
    private static readonly string[] s_pieces =
        ["{", "}", "[", "]", ":", ",", "\"", "null", "true", "-1", "1e999", "\"model\"", "\"messages\"", "\"stream\":true", "\\u0000", "\\ud800", "\"cheap\"", "\u00e4", "\"auto?max_cost=\"", " "];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_sent_gets_an_answer_that_is_no_500()
    {
        await using var scene = await GatewayScene.StartAsync();
        var random = new Random(Seed);
        for (var index = 0; index < Requests; index++)
        {
            var path = s_paths[random.Next(s_paths.Length)];
            var body = Damage(random, GatewayScene.Body(random.Next(3) == 0 ? "auto" : "cheap", random.Next(2) == 0 ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : ",\"max_tokens\":5"));
            using var request = new HttpRequestMessage(random.Next(8) == 0 ? HttpMethod.Get : HttpMethod.Post, path);
            if (request.Method == HttpMethod.Post)
                request.Content = new ByteArrayContent(body);
            using var response = await scene.Client.SendAsync(request, Token);
            var answer = await response.Content.ReadAsStringAsync(Token);
            Assert.True((int)response.StatusCode < 500, $"request {index}: {(int)response.StatusCode} {answer} for {Encoding.UTF8.GetString(body)}");
        }
    }

    [Fact]
    public async Task Whatever_comes_over_the_socket_does_not_stop_the_others()
    {
        await using var scene = await GatewayScene.StartAsync(options: new() { Limits = new() { HeaderTime = TimeSpan.FromSeconds(2) } });
        var random = new Random(Seed);
        for (var index = 0; index < 200; index++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, scene.Address.Port, Token);
            var text = $"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {random.Next(-1, 200)}\r\n\r\n{GatewayScene.Body("cheap")}";
            await client.GetStream().WriteAsync(Damage(random, text), Token);
            client.LingerState = new(true, 0);
        }

        await scene.PostAsync(GatewayScene.Body("cheap"), HttpStatusCode.OK);
    }

    private static byte[] Damage(Random random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var times = random.Next(5); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 30)));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(0, at));
                    break;
            }

            if (bytes.Count == 0)
                return [];
        }

        return [.. bytes];
    }
}
