using System.Net;
using System.Text.Json.Nodes;
using Switchyard.Simulator;

namespace Switchyard.Tests;

/// <summary>The shape of replies, held against what the real endpoint was recorded to send.</summary>
public sealed class SimulatorWireTests
{
    [Fact]
    public async Task A_reply_in_one_piece_has_the_members_of_the_real_one_in_order()
    {
        await using var client = await SimulatorClient.StartAsync(_ => "Hello, World!");
        var (response, body) = await client.AskAsync(SimulatorClient.Chat());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Names(body), ["id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"]);
        Assert.Equal("chat.completion", (string?)body["object"]);
        Assert.StartsWith("chatcmpl-", (string?)body["id"]);
        var choice = body["choices"]!.AsArray().Single()!;
        Assert.Equal(["index", "message", "logprobs", "finish_reason"], Names(choice));
        Assert.Equal("""{"role":"assistant","content":"Hello, World!","refusal":null,"annotations":[]}""", choice["message"]!.ToJsonString());
        Assert.Equal("stop", (string?)choice["finish_reason"]);
        var usage = body["usage"]!;
        Assert.Equal(
            ["prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details"], Names(usage));
        Assert.Equal(["cached_tokens", "audio_tokens"], Names(usage["prompt_tokens_details"]!));
        Assert.Equal(
            ["reasoning_tokens", "audio_tokens", "accepted_prediction_tokens", "rejected_prediction_tokens"],
            Names(usage["completion_tokens_details"]!));
        Assert.Equal((int)usage["prompt_tokens"]! + (int)usage["completion_tokens"]!, (int)usage["total_tokens"]!);
        Assert.Equal(SimulatedTokens.Count("Hello, World!"), (int)usage["completion_tokens"]!);
    }

    [Fact]
    public async Task Headers_are_those_of_the_real_wire()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.PostAsync(SimulatorClient.Chat());

        Assert.StartsWith("req_", response.Headers.GetValues("x-request-id").Single());
        Assert.True(long.Parse(response.Headers.GetValues("openai-processing-ms").Single()) >= 0);
        Assert.False(response.Headers.Contains("x-ratelimit-limit-requests"));
    }

    [Theory]
    [InlineData("", false, true)]
    [InlineData(",\"stream_options\":{\"include_usage\":true}", true, true)]
    [InlineData(",\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}", true, false)]
    public async Task A_stream_is_role_then_tokens_then_finish_then_usage_then_done(string options, bool hasUsage, bool isPadded)
    {
        await using var client = await SimulatorClient.StartAsync(_ => "Hello, World!");
        var events = await client.EventsAsync(SimulatorClient.Chat(more: options, stream: true));

        Assert.Equal("[DONE]", events[^1]);
        var chunks = events[..^1].ConvertAll(e => JsonNode.Parse(e)!);
        string[] members = ["id", "object", "created", "model", "service_tier", "system_fingerprint", "choices"];
        Assert.All(chunks, c => Assert.Equal([.. members, .. hasUsage ? ["usage"] : (string[])[], .. isPadded ? ["obfuscation"] : (string[])[]], Names(c)));
        Assert.All(chunks, c => Assert.Equal("chat.completion.chunk", (string?)c["object"]));
        Assert.Single(chunks.Select(c => (string?)c["id"]).Distinct());
        Assert.Equal(
            """{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}""",
            chunks[0]["choices"]![0]!.ToJsonString());
        Assert.Equal("Hello, World!", SimulatorClient.TextOf(events));

        var finish = hasUsage ? chunks[^2] : chunks[^1];
        Assert.Equal("""{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}""", finish["choices"]![0]!.ToJsonString());
        if (hasUsage)
        {
            Assert.All(chunks[..^1], c => Assert.Null(c["usage"]));
            Assert.Empty(chunks[^1]["choices"]!.AsArray());
            Assert.Equal(4, (int)chunks[^1]["usage"]!["completion_tokens"]!);
        }
    }

    [Fact]
    public async Task Every_token_is_an_event_of_its_own()
    {
        await using var client = await SimulatorClient.StartAsync(_ => "日本語 and more 🚲 text");
        var events = await client.EventsAsync(SimulatorClient.Chat(stream: true));

        Assert.Equal("日本語 and more 🚲 text", SimulatorClient.TextOf(events));
        Assert.Equal(SimulatedTokens.Count("日本語 and more 🚲 text") + 3, events.Count);
    }

    [Fact]
    public async Task A_forced_tool_call_is_whole_in_a_reply_and_in_deltas_in_a_stream()
    {
        const string Tools = """
            ,"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},
            "required":["city"]}}}],"tool_choice":"required"
            """;
        await using var client = await SimulatorClient.StartAsync();
        var (_, body) = await client.AskAsync(SimulatorClient.Chat(more: Tools));
        var message = body["choices"]![0]!["message"]!;
        var call = message["tool_calls"]![0]!;

        Assert.Equal(["role", "content", "tool_calls", "refusal", "annotations"], Names(message));
        Assert.Null(message["content"]);
        Assert.Equal("tool_calls", (string?)body["choices"]![0]!["finish_reason"]);
        Assert.Equal("get_weather", (string?)call["function"]!["name"]);
        var arguments = (string)call["function"]!["arguments"]!;
        Assert.Equal("simulated city", (string?)JsonNode.Parse(arguments)!["city"]);

        var chunks = (await client.EventsAsync(SimulatorClient.Chat(more: Tools, stream: true)))[..^1].ConvertAll(e => JsonNode.Parse(e)!);
        var deltas = chunks.SelectMany(c => c["choices"]![0]!["delta"]!["tool_calls"]?.AsArray() ?? []).ToList();
        Assert.Equal("function", (string?)deltas[0]!["type"]);
        Assert.All(deltas, d => Assert.Equal(0, (int)d!["index"]!));
        Assert.Equal(arguments, string.Concat(deltas.Select(d => (string?)d!["function"]!["arguments"])));
        Assert.Equal("tool_calls", (string?)chunks[^1]["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Models_are_listed()
    {
        await using var client = await SimulatorClient.StartAsync();
        var token = TestContext.Current.CancellationToken;
        var list = JsonNode.Parse(await client.Http.GetStringAsync("models", token))!;
        var one = JsonNode.Parse(await client.Http.GetStringAsync("models/m", token))!;

        Assert.Equal("m", (string?)list["data"]![0]!["id"]);
        Assert.Equal("model", (string?)one["object"]);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Http.GetAsync("models/other", token)).StatusCode);
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(m => m.Key);
}
