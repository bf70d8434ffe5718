namespace Switchyard.Plugins.Tests;

/// <summary>What generateContent answers, whole and streamed.</summary>
public sealed class GeminiReplyTests() : NativeWireTest("Gemini")
{
    private const string First =
        """data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hm ","thought":true},{"text":"Let me","thought":true},{"text":"Gr\u00fc"}]},"index":0}],"usageMetadata":{"promptTokenCount":9},"modelVersion":"g-1","responseId":"r1"}""" + "\r\n\r\n";

    [BoundedFact]
    public async Task An_answer_with_thoughts_text_and_calls_passes_without_loss()
    {
        var (result, reply) = await AnswerAsync(200, """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hm","thought":true},{"text":"I look "},{"text":"it up."},{"functionCall":{"id":"f1","name":"get","args":{"at": 1.50}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"now","args":{}}}]},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":60,"candidatesTokenCount":20,"thoughtsTokenCount":30,"totalTokenCount":150},"modelVersion":"g-1","responseId":"r1"}
            """);

        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls, "r1"), (result.Outcome, result.FinishReason, result.RequestId));
        Assert.Equal(new TokenUsage { InputTokens = 100, CachedInputTokens = 60, OutputTokens = 50, ReasoningTokens = 30 }, result.Usage);
        Assert.Equal(
            """{"id":"r1","object":"chat.completion","created":0,"model":"g-1","choices":[{"index":0,"message":{"role":"assistant","content":"I look it up.","reasoning_content":"Hm","refusal":null,"tool_calls":[{"id":"f1","type":"function","function":{"name":"get","arguments":"{\"at\": 1.50}"},"extra_content":{"google":{"thought_signature":"c2ln"}}},{"id":"call_r1_1","type":"function","function":{"name":"now","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":30}}}""",
            Timeless(reply));
    }

    [Theory]
    [InlineData("STOP", FinishReason.Stop, Outcome.Completed)]
    [InlineData("MAX_TOKENS", FinishReason.Length, Outcome.Completed)]
    [InlineData("SAFETY", FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("RECITATION", FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("BLOCKLIST", FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("PROHIBITED_CONTENT", FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("SPII", FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("MALFORMED_FUNCTION_CALL", FinishReason.Stop, Outcome.ServerError)]
    [InlineData("OTHER", FinishReason.Stop, Outcome.ServerError)]
    public async Task Finish_reasons_are_canonical_whole_and_streamed(string vendor, FinishReason reason, Outcome outcome)
    {
        var json = $$$"""{"candidates":[{"content":{"parts":[{"text":"A"}]},"finishReason":"{{{vendor}}}","finishMessage":"Because."}]}""";
        var (whole, reply) = await AnswerAsync(200, json);
        var (stream, chunks) = await StreamAsync($"data: {json}\n\n");

        Assert.Equal((reason, outcome, outcome != Outcome.Completed), (whole.FinishReason, whole.Outcome, reply.Length == 0));
        Assert.Equal((reason, outcome), (stream.FinishReason, stream.Outcome));
        Assert.Equal(outcome == Outcome.ServerError ? 0 : 1, chunks.Count);
        if (outcome != Outcome.Completed)
            Assert.Equal(("Because.", "Because."), (whole.Detail, stream.Detail));
    }

    [BoundedFact]
    public async Task A_prompt_that_was_not_let_through_is_filtered()
    {
        const string Blocked = """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4}}""";
        var (whole, reply) = await AnswerAsync(200, Blocked);
        var (stream, _) = await StreamAsync($"data: {Blocked}\n\n");

        Assert.Equal((Outcome.ContentFiltered, "PROHIBITED_CONTENT", ""), (whole.Outcome, whole.Detail, reply));
        Assert.Equal((Outcome.ContentFiltered, "PROHIBITED_CONTENT", 4), (stream.Outcome, stream.Detail, stream.Usage.InputTokens));
    }

    [Theory]
    [InlineData(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", Outcome.RateLimited)]
    [InlineData(503, "UNAVAILABLE", "Overloaded.", Outcome.Overloaded)]
    [InlineData(504, "DEADLINE_EXCEEDED", "Too late.", Outcome.ServerError)]
    [InlineData(500, "INTERNAL", "Oops.", Outcome.ServerError)]
    [InlineData(400, "FAILED_PRECONDITION", "Enable billing.", Outcome.QuotaExhausted)]
    [InlineData(400, "INVALID_ARGUMENT", "Bad.", Outcome.InvalidRequest)]
    [InlineData(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", Outcome.AuthenticationFailed)]
    [InlineData(400, "INVALID_ARGUMENT", "The input token count (12) exceeds the maximum number of tokens allowed (10).", Outcome.ContextTooLong)]
    [InlineData(403, "PERMISSION_DENIED", "No.", Outcome.AuthenticationFailed)]
    [InlineData(404, "NOT_FOUND", "No such model.", Outcome.ModelUnavailable)]
    public async Task Errors_have_their_outcomes(int status, string name, string message, Outcome outcome)
    {
        var error = $$$"""{"error":{"code":{{{status}}},"message":"{{{message}}}","status":"{{{name}}}","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3.5s"}]}}""";
        var (result, _) = await AnswerAsync(status, error);
        Assert.Equal((outcome, status, message, TimeSpan.FromSeconds(3.5)), (result.Outcome, result.HttpStatus, result.Detail, result.RetryAfter));

        var (inBody, reply) = await AnswerAsync(200, error);
        Assert.Equal((outcome, message, ""), (inBody.Outcome, inBody.Detail, reply));

        var (stream, chunks) = await StreamAsync(First + $"data: {error}\n\n");
        Assert.Equal((outcome, message, 1), (stream.Outcome, stream.Detail, chunks.Count));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(11)]
    public async Task A_stream_becomes_chunks_however_it_is_cut_up(int pieceBytes)
    {
        var (result, chunks) = await StreamAsync(First + """
            data: {"candidates":[{"content":{"role":"model","parts":[{"text":"\u00dfe \"x\"\n"}]}}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3}}

            data: {"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4}}

            data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"get","args":{"at":"\u00fc"}},"thoughtSignature":"c2ln"},{"functionCall":{"id":"f2","name":"now"}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":2}}


            """, pieceBytes);

        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls, "r1"), (result.Outcome, result.FinishReason, result.RequestId));
        Assert.Equal(new TokenUsage { InputTokens = 9, OutputTokens = 7, ReasoningTokens = 2 }, result.Usage);
        Assert.Equal(
            [
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"g-1","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Hm Let me","content":"Gr\u00fc"},"finish_reason":null}]}""",
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"g-1","choices":[{"index":0,"delta":{"content":"\u00dfe \"x\"\n"},"finish_reason":null}]}""",
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"g-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_r1_0","type":"function","function":{"name":"get","arguments":"{\"at\":\"\\u00fc\"}"},"extra_content":{"google":{"thought_signature":"c2ln"}}},{"index":1,"id":"f2","type":"function","function":{"name":"now","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""",
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"g-1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":7,"total_tokens":16,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":2}}}""",
            ],
            chunks.Select(Timeless));
    }

    [BoundedFact]
    public async Task A_stream_without_its_end_is_truncated()
    {
        var (result, chunks) = await StreamAsync(First);
        Assert.Equal((Outcome.Truncated, 1, 9), (result.Outcome, chunks.Count, result.Usage.InputTokens));
    }

    [BoundedFact]
    public async Task A_delta_allocates_no_more_than_one_that_passes_as_it_is()
    {
        const string Text = """data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]}}],"usageMetadata":{"promptTokenCount":9}}""" + "\n\n";
        const string End = """data: {"candidates":[{"finishReason":"STOP"}]}""" + "\n\n";
        using var server = LoopbackServer.Streaming(First + string.Concat(Enumerable.Repeat(Text, 400)) + End);
        await using var provider = Provider(server);
        Assert.InRange(await StreamAllocations.LeastAsync(provider), 0, await StreamAllocations.LeastOfForwardingAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"candidates":[]}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"A"}]}}]}""")]
    [InlineData("null")]
    public async Task What_is_no_answer_is_none(string body)
    {
        var (result, reply) = await AnswerAsync(200, body);
        Assert.Equal((Outcome.InvalidReply, ""), (result.Outcome, reply));
        Assert.NotNull(result.Detail);
    }
}
