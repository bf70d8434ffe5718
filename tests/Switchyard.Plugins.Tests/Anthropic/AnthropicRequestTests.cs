namespace Switchyard.Plugins.Tests;

/// <summary>The exact JSON that goes to the messages endpoint.</summary>
public sealed class AnthropicRequestTests() : NativeWireTest("Anthropic")
{
    private const string Budget = """{"cache":"off","models":{"m":{"thinking":"budget","sampling":true}}}""";
    private const string Plain = """{"cache":"off"}""";

    [BoundedFact]
    public async Task Address_and_headers_are_the_vendors()
    {
        var request = await SentAsync("""{"model":"","messages":[{"role":"user","content":"Hi"}]}""", """{"headers":{"anthropic-beta":"x-1"}}""");

        Assert.StartsWith("POST /v1/messages HTTP/1.1", request.Head);
        Assert.Contains($"\r\nx-api-key: {Requests.Secret}\r\n", request.Head);
        Assert.Contains("\r\nanthropic-version: 2023-06-01\r\n", request.Head);
        Assert.Contains("\r\nanthropic-beta: x-1\r\n", request.Head);
        Assert.DoesNotContain("Authorization", request.Head);
        Assert.Equal("""{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}""", request.Body);
    }

    [Theory]
    // System messages, wherever they stand, and the breakpoint after them.
    [InlineData(
        """{"model":"","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße \"x\""},{"role":"developer","content":[{"type":"text","text":"In German."}]}]}""",
        "{}",
        """{"model":"m","max_tokens":8192,"system":[{"type":"text","text":"Be brief."},{"type":"text","text":"In German.","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":[{"type":"text","text":"Grüße \"x\""}]}]}""")]
    // Scalars.
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":50,"stop":["a","b"],"temperature":1.5,"user":"u-1","seed":7,"stream":true,"stream_options":{"include_usage":true}}""",
        Budget,
        """{"model":"m","max_tokens":50,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"stop_sequences":["a","b"],"temperature":1,"metadata":{"user_id":"u-1"},"stream":true}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"max_tokens":50,"stop":"a","top_p":0.5}""",
        Budget,
        """{"model":"m","max_tokens":50,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"stop_sequences":["a"],"top_p":0.5}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"temperature":0,"n":1,"logprobs":false,"frequency_penalty":0}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}""")]
    // Images and files.
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBE"}},{"type":"file","file":{"file_data":"data:text/plain;base64,SGk="}}]}]}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"See"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAEC"}},{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"},"title":"a.pdf"},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"}}]}]}""")]
    // A tool loop: definitions, calls, results in one message.
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"at\": 1.50}"}},{"id":"c2","type":"function","function":{"name":"now","arguments":""}}]},{"role":"tool","tool_call_id":"c1","content":"12"},{"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"noon"}]},{"role":"user","content":"And?"}],"tools":[{"type":"function","function":{"name":"get","description":"Gets.","parameters":{"type":"object","properties":{"at":{"type":"number","minimum":0}}}}},{"type":"function","function":{"name":"now"}}],"tool_choice":"required","parallel_tool_calls":false}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Weather?"}]},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"get","input":{"at": 1.50}},{"type":"tool_use","id":"c2","name":"now","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"12"}]},{"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"noon"}]},{"type":"text","text":"And?"}]}],"tools":[{"name":"get","description":"Gets.","input_schema":{"type":"object","properties":{"at":{"type":"number","minimum":0}}}},{"name":"now","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"any","disable_parallel_tool_use":true}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"t","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string","maxLength":3}}}}}],"tool_choice":{"type":"function","function":{"name":"t"}}}""",
        "{}",
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"tools":[{"name":"t","input_schema":{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false},"strict":true,"cache_control":{"type":"ephemeral"}}],"tool_choice":{"type":"tool","name":"t"}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"t"}}],"parallel_tool_calls":false}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"tools":[{"name":"t","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true}}""")]
    // Structured output: bounds that the decoder refuses are left out, names of the user's are not taken for them.
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":{"type":"object","properties":{"minimum":{"type":"integer","minimum":1},"list":{"type":"array","minItems":2,"maxItems":3,"items":{"type":"object","properties":{}}},"or":{"anyOf":[{"type":"string","minLength":1},{"type":"null"}]}},"required":["minimum"]}}}}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"minimum":{"type":"integer"},"list":{"type":"array","items":{"type":"object","properties":{},"additionalProperties":false}},"or":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["minimum"],"additionalProperties":false}}}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"JSON please"}],"response_format":{"type":"json_object"}}""",
        Plain,
        """{"model":"m","max_tokens":8192,"system":[{"type":"text","text":"Answer with one JSON object and nothing else."}],"messages":[{"role":"user","content":[{"type":"text","text":"JSON please"}]}]}""")]
    // Reasoning: adaptive, within a budget, off; not before a tool that must be called.
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"minimal"}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"none"}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"thinking":{"type":"disabled"}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"high","temperature":0.2,"max_completion_tokens":6000}""",
        Budget,
        """{"model":"m","max_tokens":6000,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"thinking":{"type":"enabled","budget_tokens":3000}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"high","temperature":0.2,"max_completion_tokens":600}""",
        Budget,
        """{"model":"m","max_tokens":600,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"temperature":0.2}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"t","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"1"}],"tools":[{"type":"function","function":{"name":"t"}}],"reasoning_effort":"low"}""",
        Budget,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]},{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"t","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"text","text":"1"}]}]}],"tools":[{"name":"t","input_schema":{"type":"object","properties":{}}}]}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"","thinking_blocks":[{"type":"thinking","thinking":"Hm","signature":"s=="}],"tool_calls":[{"id":"c","type":"function","function":{"name":"t","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"1"}],"tools":[{"type":"function","function":{"name":"t"}}],"reasoning_effort":"low"}""",
        Budget,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"s=="},{"type":"tool_use","id":"c","name":"t","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"text","text":"1"}]}]}],"tools":[{"name":"t","input_schema":{"type":"object","properties":{}}}],"thinking":{"type":"enabled","budget_tokens":2048}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"t"}}],"tool_choice":"required","reasoning_effort":"high"}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"tools":[{"name":"t","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"any"},"output_config":{"effort":"high"}}""")]
    // Caching: the request's own marks, all of the conversation, an hour.
    [InlineData(
        """{"model":"","messages":[{"role":"system","content":"S"},{"role":"user","content":[{"type":"text","text":"Long","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"Short"}]}]}""",
        "{}",
        """{"model":"m","max_tokens":8192,"system":[{"type":"text","text":"S"}],"messages":[{"role":"user","content":[{"type":"text","text":"Long","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"Short"}]}]}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"system","content":"S"},{"role":"user","content":"Hi"}]}""",
        """{"cache":"conversation","cacheLifetime":"1h"}""",
        """{"model":"m","max_tokens":8192,"system":[{"type":"text","text":"S"}],"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"cache_control":{"type":"ephemeral","ttl":"1h"}}""")]
    // The beginning of an answer, to go on from.
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Count"},{"role":"assistant","content":"One, two, "}]}""",
        Plain,
        """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Count"}]},{"role":"assistant","content":[{"type":"text","text":"One, two,"}]}]}""")]
    public async Task A_canonical_request_becomes_the_vendors(string canonical, string options, string expected) =>
        Assert.Equal(expected, (await SentAsync(canonical, options)).Body);

    [BoundedFact]
    public async Task The_limit_that_the_wire_insists_on_comes_from_the_manifest()
    {
        const string Request = """{"model":"","messages":[{"role":"user","content":"Hi"}]}""";
        Assert.Contains("\"max_tokens\":640,", (await SentAsync(Request, "{}", """[{"id":"m","maxOutput":640}]""")).Body);
        Assert.Contains("\"max_tokens\":99,", (await SentAsync(Request, """{"maxTokens":99}""", """[{"id":"m","maxOutput":640}]""")).Body);
        Assert.Contains("\"max_tokens\":99,", (await SentAsync(Request, """{"maxTokens":99}""", """[{"id":"other","maxOutput":640}]""")).Body);
    }

    [Theory]
    [InlineData("\"n\":2", "n: this provider has no such parameter; leave it out, or list it under options.drop in its manifest.")]
    [InlineData("\"logprobs\":true", "logprobs: this provider has no such parameter; leave it out, or list it under options.drop in its manifest.")]
    [InlineData("\"frequency_penalty\":0.1", "frequency_penalty: this provider has no such parameter; leave it out, or list it under options.drop in its manifest.")]
    [InlineData("\"reasoning_effort\":\"huge\"", "reasoning_effort: \"huge\" is unknown; write none, minimal, low, medium, high, xhigh or max.")]
    [InlineData("\"tools\":[{\"type\":\"custom\"}]", "tools[0]: this provider calls functions only; give the tool as one.")]
    public async Task What_the_wire_cannot_say_is_refused_in_one_sentence(string parameter, string expected)
    {
        Assert.Equal(expected, await RefusalAsync($$"""{"model":"","messages":[{"role":"user","content":"Hi"}],{{parameter}}}"""));
    }

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA","format":"wav"}}]}""", "messages[0]: this provider hears no sound; send text, images or files.")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_id":"f-1"}}]}""", "messages[0].content[0].file: a file by its id is known to one vendor only; send it along as file_data.")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,x"}}]}""", "messages[0].content[0]: a data URL must be base64: data:image/png;base64,…")]
    [InlineData("""{"role":"user","content":[{"type":"video"}]}""", "messages[0].content[0].type: \"video\" cannot be sent to this provider; known are text, image_url, file, input_audio.")]
    [InlineData("""{"role":"user","content":7}""", "messages[0].content: this must be a string or an array of parts.")]
    [InlineData("""{"role":"function","content":"x"}""", "messages[0].role: this must be system, developer, user, assistant or tool.")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"t","arguments":"not json"}}]}""", "messages[0].tool_calls[0].function.arguments: this must be the text of a JSON object.")]
    public async Task A_message_that_the_wire_cannot_say_is_refused_with_its_place(string message, string expected) =>
        Assert.Equal(expected, await RefusalAsync($$"""{"model":"","messages":[{{message}}]}"""));

    [BoundedFact]
    public async Task What_the_manifest_drops_is_left_out() =>
        Assert.Equal(
            """{"model":"m","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}""",
            (await SentAsync("""{"model":"","messages":[{"role":"user","content":"Hi"}],"frequency_penalty":1}""", """{"drop":["frequency_penalty"]}""")).Body);

    [Theory]
    [InlineData("""{"cache":"always"}""", "$.options.cache: \"always\" is unknown; write prefix, conversation, off.")]
    [InlineData("""{"models":{"m":{"thinking":"deep"}}}""", "$.options.models.m.thinking: \"deep\" is unknown; write adaptive, budget, none.")]
    [InlineData("""{"maxTokens":0}""", "$.options.maxTokens: this must be a whole number above zero.")]
    [InlineData("""{"max":1}""", "$.options.max: unknown here; known are version, maxTokens, cache, cacheLifetime, models, drop, headers, rateLimitHeaders, proxy.")]
    public void Mistakes_in_the_manifest_are_named(string options, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => NativePlugin.Create("Anthropic", new("http://127.0.0.1:9"), options)).Message);

    [BoundedFact]
    public async Task It_makes_no_embeddings_and_says_so_without_a_request()
    {
        using var server = LoopbackServer.Replying(200, "{}");
        await using var provider = Provider(server);
        var (result, _) = await provider.CompleteAsync(Requests.Make("m", """{"model":"","input":"x"}""") with { Operation = ProviderOperation.Embeddings });
        Assert.Equal((Outcome.ModelUnavailable, "This provider makes no embeddings."), (result.Outcome, result.Detail));
        Assert.Empty(server.Requests);
    }
}
