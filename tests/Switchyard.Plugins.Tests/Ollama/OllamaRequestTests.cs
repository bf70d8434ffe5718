namespace Switchyard.Plugins.Tests;

/// <summary>The exact JSON that goes to an Ollama server.</summary>
public sealed class OllamaRequestTests() : NativeWireTest("Ollama")
{
    [Theory]
    [InlineData(
        """{"model":"","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"See "},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}},{"type":"text","text":"this"}]}],"max_completion_tokens":50,"temperature":0.5,"top_p":0.9,"seed":7,"presence_penalty":0.1,"frequency_penalty":0.2,"stop":"x","stream":true}""",
        """{"contextTokens":8192,"keepAlive":"10m"}""",
        """{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"See this","images":["AAEC"]}],"options":{"num_ctx":8192,"num_predict":50,"temperature":0.5,"top_p":0.9,"seed":7,"frequency_penalty":0.2,"presence_penalty":0.1,"stop":["x"]},"keep_alive":"10m","stream":true}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"reasoning_content":"Hm","tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"at\": 1}"}}]},{"role":"tool","tool_call_id":"c1","content":"12"}],"tools":[{"type":"function","function":{"name":"get","parameters":{"type":"object"}}}],"tool_choice":"auto","reasoning_effort":"low"}""",
        "{}",
        """{"model":"m","messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":"","thinking":"Hm","tool_calls":[{"function":{"name":"get","arguments":{"at": 1}}}]},{"role":"tool","content":"12","tool_name":"get"}],"tools":[{"type":"function","function":{"name":"get","parameters":{"type":"object"}}}],"think":true,"options":{},"stream":false}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"get"}}],"tool_choice":"none","response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object"}}},"reasoning_effort":"high"}""",
        """{"models":{"m":{"thinking":"level"}}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"format":{"type":"object"},"think":"high","options":{},"stream":false}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"JSON"}],"response_format":{"type":"json_object"},"reasoning_effort":"none"}""",
        """{"models":{"m":{"thinking":"level"}}}""",
        """{"model":"m","messages":[{"role":"user","content":"JSON"}],"format":"json","think":false,"options":{},"stream":false}""")]
    public async Task A_canonical_request_becomes_the_servers(string canonical, string options, string expected)
    {
        var request = await SentAsync(canonical, options);
        Assert.StartsWith("POST /api/chat HTTP/1.1", request.Head);
        Assert.Equal(expected, request.Body);
    }

    [Theory]
    [InlineData("""{"model":"","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]}]}""", "messages[0]: this provider fetches no images; send them along as data URLs.")]
    [InlineData("""{"model":"","messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBE"}}]}]}""", "messages[0]: this provider reads text and images only.")]
    [InlineData("""{"model":"","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"t"}}],"tool_choice":"required"}""", "tool_choice: this wire cannot force a tool; write auto or none.")]
    public async Task What_the_wire_cannot_say_is_refused_in_one_sentence(string canonical, string expected) =>
        Assert.Equal(expected, await RefusalAsync(canonical));

    [BoundedFact]
    public async Task No_key_is_needed_and_one_is_sent_if_there_is_one()
    {
        using var server = LoopbackServer.Replying(500, "{}");
        await using var provider = Provider(server);
        await provider.CompleteAsync(Requests.Make("m", secret: ""));
        await provider.CompleteAsync(Requests.Make("m"));

        Assert.DoesNotContain("Authorization", server.Requests[0].Head);
        Assert.Contains($"\r\nAuthorization: Bearer {Requests.Secret}\r\n", server.Requests[1].Head);
    }

    [BoundedFact]
    public async Task Embeddings_have_an_address_of_their_own()
    {
        using var server = LoopbackServer.Replying(200, """{"model":"e-1:latest","embeddings":[[0.5,-0.5]],"prompt_eval_count":3}""");
        await using var provider = Provider(server);
        var (result, reply) = await provider.CompleteAsync(
            Requests.Make("e-1", """{"model":"","input":"A","dimensions":2}""") with { Operation = ProviderOperation.Embeddings });

        Assert.Equal((Outcome.Completed, 3), (result.Outcome, result.Usage.InputTokens));
        Assert.StartsWith("POST /api/embed HTTP/1.1", server.Requests[0].Head);
        Assert.Equal("""{"model":"e-1","input":["A"],"dimensions":2}""", server.Requests[0].Body);
        Assert.Equal(
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.5]}],"model":"e-1:latest","usage":{"prompt_tokens":3,"total_tokens":3}}""",
            reply);
    }
}
