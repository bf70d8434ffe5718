namespace Switchyard.Plugins.Tests;

/// <summary>What the messages endpoint answers in one piece.</summary>
public sealed class AnthropicReplyTests() : NativeWireTest("Anthropic")
{
    [BoundedFact]
    public async Task A_recorded_reply_passes_without_loss()
    {
        var (result, reply) = await AnswerAsync(
            200,
            Recorded("Anthropic", "messages.json"),
            "request-id: req_011",
            "anthropic-ratelimit-requests-remaining: 999",
            "anthropic-ratelimit-tokens-remaining: 96000",
            "anthropic-ratelimit-requests-reset: 2000-01-01T00:00:00Z",
            "anthropic-ratelimit-tokens-reset: 2999-01-01T00:00:00Z");

        Assert.Equal(
            """{"id":"msg_013LBDy1nvGiRgxiRAWseYRS","object":"chat.completion","created":0,"model":"claude-sonnet-4-20250514","choices":[{"index":0,"message":{"role":"assistant","content":"Hello World","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":14,"completion_tokens":5,"total_tokens":19,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""",
            Timeless(reply));
        Assert.Equal((Outcome.Completed, 200, FinishReason.Stop, "req_011"), (result.Outcome, result.HttpStatus, result.FinishReason, result.RequestId));
        Assert.Equal(new TokenUsage { InputTokens = 14, OutputTokens = 5 }, result.Usage);
        Assert.Equal((999, 96000, TimeSpan.Zero), (result.RateLimits.RemainingRequests, result.RateLimits.RemainingTokens, result.RateLimits.RequestsReset));
        Assert.True(result.RateLimits.TokensReset > TimeSpan.FromDays(300));
    }

    [BoundedFact]
    public async Task A_recorded_tool_call_passes_without_loss()
    {
        var (result, reply) = await AnswerAsync(200, Recorded("Anthropic", "messages_with_tools.json"));

        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls, "msg_01LEocKDcwMbVwu5WfQD4F9e"), (result.Outcome, result.FinishReason, result.RequestId));
        Assert.Contains(
            ""","message":{"role":"assistant","content":"I'll check the current weather in Paris for you.","refusal":null,"tool_calls":[{"id":"toolu_01Dq95J3WcnLmvSvBpAuaXwi","type":"function","function":{"name":"get_weather","arguments":"{\n        \"location\": \"Paris\"\n      }"}}]},"finish_reason":"tool_calls"}""",
            reply);
    }

    [BoundedFact]
    public async Task Thoughts_are_visible_and_can_be_handed_back()
    {
        var (result, reply) = await AnswerAsync(200, """
            {"id":"msg_1","type":"message","role":"assistant","model":"c","content":[{"type":"thinking","thinking":"Hm \u00fc","signature":"s=="},{"type":"redacted_thinking","data":"x"},{"type":"text","text":"A"},{"type":"text","text":"B"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":9,"output_tokens_details":{"thinking_tokens":6}}}
            """);

        Assert.Equal(new TokenUsage { InputTokens = 1, OutputTokens = 9, ReasoningTokens = 6 }, result.Usage);
        Assert.Contains(
            ""","content":"AB","reasoning_content":"Hm ü","thinking_blocks":[{"type":"thinking","thinking":"Hm \u00fc","signature":"s=="},{"type":"redacted_thinking","data":"x"}],"refusal":null""",
            reply);
    }

    [Theory]
    [InlineData("""{"input_tokens":10,"cache_read_input_tokens":60,"cache_creation_input_tokens":30,"output_tokens":20}""", 100, 60, 30, 20)]
    [InlineData("""{"input_tokens":10,"cache_read_input_tokens":null,"output_tokens":20}""", 10, 0, 0, 20)]
    [InlineData("""{"input_tokens":-3,"output_tokens":1e30}""", 0, 0, 0, int.MaxValue)]
    public async Task Cached_tokens_are_part_of_the_input(string usage, int input, int cached, int written, int output)
    {
        var (result, _) = await AnswerAsync(200, $$"""{"content":[{"type":"text","text":"A"}],"stop_reason":"end_turn","usage":{{usage}}}""");
        Assert.Equal(
            new() { InputTokens = input, CachedInputTokens = cached, CacheWriteTokens = written, OutputTokens = output },
            result.Usage);
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop, Outcome.Completed)]
    [InlineData("stop_sequence", FinishReason.Stop, Outcome.Completed)]
    [InlineData("max_tokens", FinishReason.Length, Outcome.Completed)]
    [InlineData("model_context_window_exceeded", FinishReason.Length, Outcome.Completed)]
    [InlineData("pause_turn", FinishReason.Length, Outcome.Completed)]
    [InlineData("tool_use", FinishReason.ToolCalls, Outcome.Completed)]
    [InlineData("refusal", FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("something_new", FinishReason.Stop, Outcome.Completed)]
    public async Task Stop_reasons_are_canonical(string vendor, FinishReason reason, Outcome outcome)
    {
        var (result, reply) = await AnswerAsync(200, $$"""{"content":[{"type":"text","text":"No."}],"stop_reason":"{{vendor}}"}""");
        Assert.Equal((reason, outcome, outcome != Outcome.Completed), (result.FinishReason, result.Outcome, reply.Length == 0));
        if (outcome == Outcome.ContentFiltered)
            Assert.Equal("No.", result.Detail);
    }

    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"A"}],"stop_reason":null}""")]
    [InlineData("""{"content":"A","stop_reason":"end_turn"}""")]
    [InlineData("""{"content":[""")]
    [InlineData("[]")]
    public async Task What_is_no_answer_is_none(string body)
    {
        var (result, reply) = await AnswerAsync(200, body);
        Assert.Equal((Outcome.InvalidReply, ""), (result.Outcome, reply));
        Assert.NotNull(result.Detail);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "messages: field required", Outcome.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", Outcome.ContextTooLong)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000", Outcome.ContextTooLong)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API.", Outcome.QuotaExhausted)]
    [InlineData(401, "authentication_error", "invalid x-api-key", Outcome.AuthenticationFailed)]
    [InlineData(402, "billing_error", "Pay.", Outcome.QuotaExhausted)]
    [InlineData(403, "permission_error", "Not yours.", Outcome.AuthenticationFailed)]
    [InlineData(404, "not_found_error", "model: claude-0", Outcome.ModelUnavailable)]
    [InlineData(413, "request_too_large", "Too large.", Outcome.ContextTooLong)]
    [InlineData(429, "rate_limit_error", "Slow down.", Outcome.RateLimited)]
    [InlineData(500, "api_error", "Internal.", Outcome.ServerError)]
    [InlineData(504, "timeout_error", "Too late.", Outcome.ServerError)]
    [InlineData(529, "overloaded_error", "Overloaded", Outcome.Overloaded)]
    [InlineData(200, "overloaded_error", "Overloaded", Outcome.Overloaded)]
    public async Task Errors_have_their_outcomes(int status, string type, string message, Outcome outcome)
    {
        var (result, reply) = await AnswerAsync(
            status, $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"},"request_id":"req_9"}""", "retry-after: 3", "request-id: req_9");

        Assert.Equal((outcome, status, message, "req_9", ""), (result.Outcome, result.HttpStatus, result.Detail, result.RequestId, reply));
        Assert.Equal(TimeSpan.FromSeconds(3), result.RetryAfter);
    }

    [BoundedFact]
    public async Task A_key_that_the_vendor_echoes_does_not_show()
    {
        var (result, _) = await AnswerAsync(401, $$$"""{"type":"error","error":{"type":"authentication_error","message":"bad {{{Requests.Secret}}}"}}""");
        Assert.Equal("bad ***", result.Detail);
    }
}
