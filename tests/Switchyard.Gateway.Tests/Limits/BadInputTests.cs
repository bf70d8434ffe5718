using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway.Tests;

public sealed class BadInputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> Bodies => new()
    {
        { "", null, "invalid_json" },
        { "nonsense", null, "invalid_json" },
        { "[]", null, "invalid_type" },
        { "{", null, "invalid_json" },
        { """{"model":"cheap","messages":[{"role":"user","content":"x"}]} {}""", null, "invalid_json" },
        { """{"messages":[{"role":"user","content":"x"}]}""", "model", "missing_field" },
        { """{"model":"cheap"}""", "messages", "missing_field" },
        { """{"model":"cheap","messages":[]}""", "messages", "invalid_value" },
        { """{"model":"","messages":[{"role":"user"}]}""", "model", "invalid_value" },
        { """{"model":7,"messages":[{"role":"user"}]}""", "model", "invalid_type" },
        { """{"model":"cheap","messages":{}}""", "messages", "invalid_type" },
        { """{"model":"cheap","messages":["x"]}""", "messages[0]", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"},{"content":"x"}]}""", "messages[1].role", "missing_field" },
        { """{"model":"cheap","messages":[{"role":1}]}""", "messages[0].role", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user","content":{}}]}""", "messages[0].content", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user","content":[{"type":"text","text":"x"},7]}]}""", "messages[0].content[1]", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user","content":[{"text":"x"}]}]}""", "messages[0].content[0].type", "missing_field" },
        { """{"model":"cheap","messages":[{"role":"user"}],"stream":"yes"}""", "stream", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"}],"stream_options":{"include_usage":1}}""", "stream_options.include_usage", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"}],"max_tokens":"9"}""", "max_tokens", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"}],"max_tokens":0}""", "max_tokens", "invalid_value" },
        { """{"model":"cheap","messages":[{"role":"user"}],"max_completion_tokens":99999999999}""", "max_completion_tokens", "invalid_value" },
        { """{"model":"cheap","messages":[{"role":"user"}],"temperature":"hot"}""", "temperature", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"}],"n":1.5}""", "n", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"}],"tools":{}}""", "tools", "invalid_type" },
        { """{"model":"cheap","messages":[{"role":"user"}],"response_format":{"type":1}}""", "response_format.type", "invalid_type" },
        { """{"model":"cheap\ud800","messages":[{"role":"user"}]}""", null, "invalid_json" },
    };

    [Fact]
    public async Task What_is_wrong_is_named_by_its_path()
    {
        await using var scene = await GatewayScene.StartAsync();
        foreach (var row in Bodies)
        {
            var (body, param, code) = row.Data;
            var error = (await scene.PostAsync(body, HttpStatusCode.BadRequest)).GetProperty("error");
            Assert.Equal((body, param, code), (body, error.GetProperty("param").GetString(), error.GetProperty("code").GetString()));
        }

        Assert.Empty(scene.A.Server.Requests);
    }

    [Theory]
    [InlineData("""{"model":""", "no valid JSON at line 1")]
    [InlineData("""{"model":"cheap","messages":[{"role":"user","content":"x"}]""", "no valid JSON at line 1")]
    [InlineData("deep", "nested deeper than 64 levels")]
    public async Task A_body_that_breaks_off_is_not_called_deep(string body, string sentence)
    {
        await using var scene = await GatewayScene.StartAsync();
        if (body == "deep")
            body = $$"""{"model":"cheap","unknown":{{new string('[', 100)}}""";
        Assert.Contains(sentence, (await scene.PostAsync(body, HttpStatusCode.BadRequest)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nulls_stand_for_what_is_left_out()
    {
        await using var scene = await GatewayScene.StartAsync();
        await scene.PostAsync(GatewayScene.Body("cheap", ""","stream":null,"stream_options":null,"max_tokens":null,"models":null,"temperature":null,"tools":null,"stop":null"""), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Json_that_is_too_deep_is_refused()
    {
        await using var scene = await GatewayScene.StartAsync();
        var deep = new string('[', 200) + new string(']', 200);
        var error = (await scene.PostAsync(GatewayScene.Body("cheap", ",\"x\":" + deep), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Contains("deeper than 64", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_long_is_refused(bool isChunked)
    {
        await using var scene = await GatewayScene.StartAsync(options: new() { Limits = new() { MaxBodyBytes = 4096 } });
        using var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat)
        {
            Content = new StringContent(GatewayScene.Body("cheap", text: new('x', 6000))),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await scene.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)).GetProperty("error");
        Assert.Equal("request_too_large", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var scene = await GatewayScene.StartAsync();
        var body = Encoding.UTF8.GetBytes(GatewayScene.Body("cheap"));
        body[body.AsSpan().IndexOf("hello"u8)] = 0xFF;
        using var response = await scene.Client.PostAsync(GatewayScene.Chat, new ByteArrayContent(body), Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Wrong_methods_paths_and_encodings_are_said()
    {
        await using var scene = await GatewayScene.StartAsync();
        using var get = await scene.Client.GetAsync(GatewayScene.Chat, Token);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (get.StatusCode, get.Content.Headers.Allow.Single()));
        using var nowhere = await scene.Client.GetAsync("/v2/chat", Token);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var content = new StringContent("x");
        content.Headers.ContentEncoding.Add("gzip");
        using var packed = await scene.Client.PostAsync(GatewayScene.Chat, content, Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, packed.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task Web_pages_of_other_hosts_cannot_spend_money(string? host, string? origin)
    {
        await using var scene = await GatewayScene.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, GatewayScene.Chat) { Content = new StringContent(GatewayScene.Body("cheap")) };
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await scene.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(scene.A.Server.Requests);
    }

    [Theory]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"mo")]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nX: 1\r\n")]
    public async Task A_client_that_stops_half_way_is_cut_off(string beginning)
    {
        await using var scene = await GatewayScene.StartAsync(options: new() { Limits = new() { HeaderTime = TimeSpan.FromSeconds(1), MinBytesPerSecond = 1000 } });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, scene.Address.Port, Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), Token);
        using var reader = new StreamReader(client.GetStream());

        // Ends only if the gateway closes the connection.
        var answer = await reader.ReadToEndAsync(Token);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task Too_many_headers_are_refused()
    {
        await using var scene = await GatewayScene.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        for (var index = 0; index < 100; index++)
            request.Headers.Add($"x-{index}", "1");
        using var response = await scene.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }
}
