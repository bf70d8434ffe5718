namespace Switchyard.Plugins.Tests;

/// <summary>The exact JSON that goes to generateContent.</summary>
public sealed class GeminiRequestTests() : NativeWireTest("Gemini")
{
    private const string Budget = """{"models":{"m":{"thinking":"budget"}}}""";

    [BoundedFact]
    public async Task Address_and_key_are_the_vendors()
    {
        var whole = await SentAsync("""{"model":"","messages":[{"role":"user","content":"Hi"}]}""", model: "gemini-x");
        Assert.StartsWith("POST /models/gemini-x:generateContent HTTP/1.1", whole.Head);
        Assert.Contains($"\r\nx-goog-api-key: {Requests.Secret}\r\n", whole.Head);
        Assert.DoesNotContain("Authorization", whole.Head);

        var stream = await SentAsync("""{"model":"","messages":[{"role":"user","content":"Hi"}],"stream":true}""", model: "gemini-x");
        Assert.StartsWith("POST /models/gemini-x:streamGenerateContent?alt=sse HTTP/1.1", stream.Head);
    }

    [Theory]
    [InlineData(
        """{"model":"","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße"},{"role":"assistant","content":"Hallo"},{"role":"developer","content":"In German."},{"role":"user","content":[{"type":"text","text":"A"},{"type":"text","text":"B"}]}],"max_completion_tokens":50,"temperature":0.5,"top_p":0.9,"seed":7,"presence_penalty":0.1,"frequency_penalty":0.2,"stop":["x"]}""",
        "{}",
        """{"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"In German."}]},"contents":[{"role":"user","parts":[{"text":"Grüße"}]},{"role":"model","parts":[{"text":"Hallo"}]},{"role":"user","parts":[{"text":"A"},{"text":"B"}]}],"generationConfig":{"maxOutputTokens":50,"temperature":0.5,"topP":0.9,"seed":7,"presencePenalty":0.1,"frequencyPenalty":0.2,"stopSequences":["x"]}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}},{"type":"image_url","image_url":{"url":"https://x.test/a.jpg?s=1"}},{"type":"image_url","image_url":{"url":"https://x.test/picture"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBE"}},{"type":"input_audio","input_audio":{"data":"UklG","format":"wav"}}]}]}""",
        "{}",
        """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAEC"}},{"fileData":{"mimeType":"image/jpeg","fileUri":"https://x.test/a.jpg?s=1"}},{"fileData":{"fileUri":"https://x.test/picture"}},{"inlineData":{"mimeType":"application/pdf","data":"JVBE"}},{"inlineData":{"mimeType":"audio/wav","data":"UklG"}}]}],"generationConfig":{}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"at\":1}"},"extra_content":{"google":{"thought_signature":"c2ln"}}},{"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"{\"t\": 12}"},{"role":"tool","tool_call_id":"c2","content":"noon"},{"role":"user","content":"And?"}],"tools":[{"type":"function","function":{"name":"get","description":"Gets.","parameters":{"type":"object","properties":{"at":{"type":"number","minimum":0}}}}},{"type":"function","function":{"name":"now"}}],"tool_choice":{"type":"function","function":{"name":"get"}}}""",
        "{}",
        """{"contents":[{"role":"user","parts":[{"text":"Weather?"}]},{"role":"model","parts":[{"functionCall":{"id":"c1","name":"get","args":{"at":1}},"thoughtSignature":"c2ln"},{"functionCall":{"id":"c2","name":"now","args":{}},"thoughtSignature":"skip_thought_signature_validator"}]},{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"get","response":{"t": 12}}},{"functionResponse":{"id":"c2","name":"now","response":{"result":"noon"}}},{"text":"And?"}]}],"tools":[{"functionDeclarations":[{"name":"get","description":"Gets.","parametersJsonSchema":{"type":"object","properties":{"at":{"type":"number","minimum":0}}}},{"name":"now"}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["get"]}},"generationConfig":{}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]}],"tools":[{"type":"function","function":{"name":"now"}}],"tool_choice":"none"}""",
        Budget,
        """{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"functionCall":{"id":"c2","name":"now","args":{}}}]}],"tools":[{"functionDeclarations":[{"name":"now"}]}],"toolConfig":{"functionCallingConfig":{"mode":"NONE"}},"generationConfig":{}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{"a":{"type":"integer","minimum":1}}}}},"reasoning_effort":"medium"}""",
        "{}",
        """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"a":{"type":"integer","minimum":1}}},"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"medium"}}}""")]
    [InlineData(
        """{"model":"","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"},"reasoning_effort":"none"}""",
        Budget,
        """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"responseMimeType":"application/json","thinkingConfig":{"includeThoughts":false,"thinkingBudget":0}}}""")]
    public async Task A_canonical_request_becomes_the_vendors(string canonical, string options, string expected) =>
        Assert.Equal(expected, (await SentAsync(canonical, options)).Body);

    [Theory]
    [InlineData("""{"model":"","messages":[{"role":"tool","tool_call_id":"c9","content":"x"}]}""", "messages[0].tool_call_id: no earlier message calls a tool with the id \"c9\".")]
    [InlineData("""{"model":"","messages":[{"role":"user","content":"Hi"}],"logit_bias":{"1":2}}""", "logit_bias: this provider has no such parameter; leave it out, or list it under options.drop in its manifest.")]
    [InlineData("""{"model":"","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"huge"}""", "reasoning_effort: \"huge\" is unknown; write none, minimal, low, medium, high, xhigh or max.")]
    [InlineData("""{"model":"","messages":"Hi"}""", "messages: the request must have an array of them.")]
    public async Task What_the_wire_cannot_say_is_refused_in_one_sentence(string canonical, string expected) =>
        Assert.Equal(expected, await RefusalAsync(canonical));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Embeddings_are_asked_for_in_one_batch(bool isBase64)
    {
        using var server = LoopbackServer.Replying(200, """{"embeddings":[{"values":[0.25,-1]},{"values":[1e-3,2]}],"usageMetadata":{"promptTokenCount":6}}""");
        await using var provider = Provider(server);
        var format = isBase64 ? ",\"encoding_format\":\"base64\"" : "";
        var (result, reply) = await provider.CompleteAsync(
            Requests.Make("e-1", $$"""{"model":"","input":["A","Grüße"],"dimensions":2{{format}}}""") with { Operation = ProviderOperation.Embeddings });

        Assert.Equal((Outcome.Completed, FinishReason.Stop, 6), (result.Outcome, result.FinishReason, result.Usage.InputTokens));
        Assert.StartsWith("POST /models/e-1:batchEmbedContents HTTP/1.1", server.Requests[0].Head);
        Assert.Equal(
            """{"requests":[{"model":"models/e-1","content":{"parts":[{"text":"A"}]},"outputDimensionality":2},{"model":"models/e-1","content":{"parts":[{"text":"Grüße"}]},"outputDimensionality":2}]}""",
            server.Requests[0].Body);
        var (first, second) = isBase64 ? ("\"AACAPgAAgL8=\"", "\"bxKDOgAAAEA=\"") : ("[0.25,-1]", "[0.001,2]");
        Assert.Equal(
            $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{first}}}},{"object":"embedding","index":1,"embedding":{{{second}}}}],"model":"e-1","usage":{"prompt_tokens":6,"total_tokens":6}}""",
            reply);
    }

    [Theory]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embeddings":[{"values":[]}]}""")]
    [InlineData("""{"embeddings":[{"values":["a"]}]}""")]
    public async Task A_reply_without_vectors_is_no_answer(string body)
    {
        using var server = LoopbackServer.Replying(200, body);
        await using var provider = Provider(server);
        var (result, reply) = await provider.CompleteAsync(Requests.Make("e", """{"model":"","input":"A"}""") with { Operation = ProviderOperation.Embeddings });
        Assert.Equal((Outcome.InvalidReply, ""), (result.Outcome, reply));
    }
}
