using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Switchyard.Tests;

/// <summary>The wires that are not OpenAI's, byte by byte and without any client of ours.</summary>
public sealed partial class SimulatorNativeWireTests
{
    private const string Anthropic = """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]""";
    private const string Gemini = """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]""";
    private const string Ollama = """{"model":"m","messages":[{"role":"user","content":"Hi"}]""";

    [Fact]
    public async Task A_message_streams_as_the_vendor_frames_it()
    {
        await using var simulator = await SimulatorClient.StartAsync(static _ => "A-B ok");
        var (status, headers, text) = await PostAsync(simulator, "/v1/messages", Anthropic + ""","stream":true}""");

        Assert.Equal((200, "text/event-stream; charset=utf-8"), (status, headers["content-type"]));
        Assert.Equal(
            """
            event: message_start
            data: {"type":"message_start","message":{"model":"m","id":"msg_x","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":8,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1,"service_tier":"standard"}}}

            event: ping
            data: {"type":"ping"}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A-B "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ok"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":8,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":2,"service_tier":"standard"}}

            event: message_stop
            data: {"type":"message_stop"}


            """,
            Ids().Replace(text, "$1x"));
        Assert.StartsWith("req_", headers["request-id"]);
    }

    [Fact]
    public async Task Gemini_streams_small_answers_with_the_usage_so_far()
    {
        await using var simulator = await SimulatorClient.StartAsync(static _ => "A-B ok");
        var (status, _, text) = await PostAsync(simulator, "/v1beta/models/m:streamGenerateContent?alt=sse", Gemini + "}");

        Assert.Equal(200, status);
        Assert.Equal(
            [
                """{"candidates":[{"content":{"parts":[{"text":"A-B "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1,"totalTokenCount":6},"modelVersion":"m","responseId":""}""",
                """{"candidates":[{"content":{"parts":[{"text":"ok"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"totalTokenCount":7},"modelVersion":"m","responseId":""}""",
                """{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"totalTokenCount":7},"modelVersion":"m","responseId":""}""",
            ],
            text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => Regex.Replace(line["data: ".Length..], "\"responseId\":\"[0-9a-f]+\"", "\"responseId\":\"\"")));
    }

    [Fact]
    public async Task Ollama_streams_lines_and_the_usage_in_the_last()
    {
        await using var simulator = await SimulatorClient.StartAsync(static _ => "A-B ok");
        var (status, headers, text) = await PostAsync(simulator, "/api/chat", Ollama + "}", key: false);

        Assert.Equal((200, "application/x-ndjson"), (status, headers["content-type"]));
        Assert.Equal(
            [
                """{"model":"m","created_at":"","message":{"role":"assistant","content":"A-B "},"done":false}""",
                """{"model":"m","created_at":"","message":{"role":"assistant","content":"ok"},"done":false}""",
                """{"model":"m","created_at":"","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":5,"eval_count":2}""",
            ],
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Regex.Replace(line, "\"created_at\":\"[^\"]+\"", "\"created_at\":\"\"")));
    }

    [Theory]
    [InlineData("/v1/messages", """{"model":"m","messages":[]}""", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"Missing required parameter: 'max_tokens'."},"request_id":"req_x"}""")]
    [InlineData("/v1/messages", """{"model":"none","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""", 404, """{"type":"error","error":{"type":"not_found_error","message":"The model `none` does not exist or you do not have access to it."},"request_id":"req_x"}""")]
    [InlineData("/v1/messages", Anthropic + ""","n":2}""", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"n: Extra inputs are not permitted"},"request_id":"req_x"}""")]
    [InlineData("/v1/messages", Anthropic + ""","temperature":1.5}""", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"Invalid value for 'temperature': expected a value from 0 to 1, but got 1.5 instead."},"request_id":"req_x"}""")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}""", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages.0.content.0: text content blocks must be non-empty"},"request_id":"req_x"}""")]
    [InlineData("/v1beta/models/none:generateContent", Gemini + "}", 404, """{"error":{"code":404,"message":"The model \u0060none\u0060 does not exist or you do not have access to it.","status":"NOT_FOUND"}}""")]
    [InlineData("/v1beta/models/m:generateContent", Gemini + ""","max_tokens":1}""", 400, """{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \u0022max_tokens\u0022: Cannot find field.","status":"INVALID_ARGUMENT"}}""")]
    [InlineData("/v1beta/models/m:streamGenerateContent", Gemini + "}", 400, """{"error":{"code":400,"message":"This server streams events only; add ?alt=sse.","status":"INVALID_ARGUMENT"}}""")]
    [InlineData("/v1beta/models/m:countTokens", Gemini + "}", 404, """{"error":{"code":404,"message":"Method \u0027countTokens\u0027 is not found.","status":"NOT_FOUND"}}""")]
    [InlineData("/api/chat", """{"model":"none","messages":[]}""", 404, """{"error":"The model \u0060none\u0060 does not exist or you do not have access to it."}""")]
    [InlineData("/api/chat", """{"messages":[]}""", 400, """{"error":"Missing required parameter: \u0027model\u0027."}""")]
    public async Task Refusals_have_the_vendors_shape(string path, string request, int status, string expected)
    {
        await using var simulator = await SimulatorClient.StartAsync();
        var (actual, _, text) = await PostAsync(simulator, path, request);
        Assert.Equal((status, Plain(expected)), (actual, Plain(Ids().Replace(text, "$1x"))));

        // The encoder's escapes are no part of the shape.
        static string Plain(string json) => JsonNode.Parse(json)!.ToJsonString();
    }

    [Theory]
    [InlineData("/v1/messages", Anthropic + "}", 401)]
    [InlineData("/v1beta/models/m:generateContent", Gemini + "}", 401)]
    [InlineData("/api/chat", Ollama + "}", 200)]
    public async Task A_key_is_wanted_where_the_vendor_wants_one(string path, string request, int status)
    {
        await using var simulator = await SimulatorClient.StartAsync();
        Assert.Equal(status, (await PostAsync(simulator, path, request, key: false)).Status);
    }

    [Fact]
    public async Task Other_methods_are_not_allowed_and_tags_list_the_models()
    {
        await using var simulator = await SimulatorClient.StartAsync();
        using var get = await simulator.Http.GetAsync(new Uri(simulator.Server.Address, "/v1/messages"), TestContext.Current.CancellationToken);
        Assert.Equal((405, "POST"), ((int)get.StatusCode, Assert.Single(get.Content.Headers.Allow)));

        var tags = await simulator.Http.GetStringAsync(new Uri(simulator.Server.Address, "/api/tags"), TestContext.Current.CancellationToken);
        Assert.Equal("""{"models":[{"name":"m","model":"m"}]}""", tags);
    }

    private static async Task<(int Status, Dictionary<string, string> Headers, string Text)> PostAsync(
        SimulatorClient simulator, string path, string body, bool key = true)
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(simulator.Server.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key)
            message.Headers.Add(path.StartsWith("/v1beta", StringComparison.Ordinal) ? "x-goog-api-key" : "x-api-key", SimulatorClient.Secret);
        using var response = await http.SendAsync(message, TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.First());
        return ((int)response.StatusCode, headers, await SimulatorClient.ReadAsync(response));
    }

    [GeneratedRegex("(msg_|req_)[0-9a-f]+")]
    private static partial Regex Ids();
}
