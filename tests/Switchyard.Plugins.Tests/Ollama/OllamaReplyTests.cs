namespace Switchyard.Plugins.Tests;

/// <summary>What an Ollama server answers, whole and in lines.</summary>
public sealed class OllamaReplyTests() : NativeWireTest("Ollama")
{
    private const string First = """{"model":"q:8b","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}""" + "\n";

    [BoundedFact]
    public async Task A_whole_answer_passes_without_loss()
    {
        var (result, reply) = await AnswerAsync(200, """
            {"model":"q:8b","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Gr\u00fc\u00dfe","thinking":"Hm","tool_calls":[{"function":{"name":"get","arguments":{"at": 1.50}}}]},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":11,"eval_count":7}
            """);

        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls), (result.Outcome, result.FinishReason));
        Assert.Equal(new TokenUsage { InputTokens = 11, OutputTokens = 7 }, result.Usage);
        Assert.Contains(
            ""","message":{"role":"assistant","content":"Grüße","reasoning_content":"Hm","refusal":null,"tool_calls":[{"id":"call_0_0","type":"function","function":{"name":"get","arguments":"{\"at\": 1.50}"}}]},"finish_reason":"tool_calls"}""",
            System.Text.RegularExpressions.Regex.Replace(reply, "call_[0-9]+_0", "call_0_0"));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(13)]
    public async Task Lines_become_chunks_however_they_are_cut_up(int pieceBytes)
    {
        var (result, chunks) = await StreamAsync(First + """
            {"model":"q:8b","message":{"role":"assistant","content":"Gr\u00fc"},"done":false}

            {"model":"q:8b","message":{"role":"assistant","content":""},"done":false}
            {"model":"q:8b","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"name":"get","arguments":{"a":1}}}]},"done":false}
            {"model":"q:8b","message":{"role":"assistant","content":"!"},"done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":7}

            """, pieceBytes);

        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls), (result.Outcome, result.FinishReason));
        Assert.Equal(
            [
                """{"id":"","object":"chat.completion.chunk","created":0,"model":"q:8b","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Hm"},"finish_reason":null}]}""",
                """{"id":"","object":"chat.completion.chunk","created":0,"model":"q:8b","choices":[{"index":0,"delta":{"content":"Gr\u00fc"},"finish_reason":null}]}""",
                """{"id":"","object":"chat.completion.chunk","created":0,"model":"q:8b","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"get","arguments":"{\"a\":1}"}}]},"finish_reason":null}]}""",
                """{"id":"","object":"chat.completion.chunk","created":0,"model":"q:8b","choices":[{"index":0,"delta":{"content":"!"},"finish_reason":"tool_calls"}]}""",
                """{"id":"","object":"chat.completion.chunk","created":0,"model":"q:8b","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""",
            ],
            chunks.Select(Timeless));
    }

    [BoundedFact]
    public async Task A_limit_that_was_reached_is_said()
    {
        var (result, _) = await AnswerAsync(200, """{"message":{"content":"A"},"done":true,"done_reason":"length"}""");
        Assert.Equal((Outcome.Completed, FinishReason.Length), (result.Outcome, result.FinishReason));
    }

    [Theory]
    [InlineData(404, "model 'x' not found", Outcome.ModelUnavailable)]
    [InlineData(400, "invalid options", Outcome.InvalidRequest)]
    [InlineData(500, "model requires more system memory", Outcome.ServerError)]
    [InlineData(503, "server busy, please try again", Outcome.Overloaded)]
    [InlineData(200, "an error was encountered while running the model", Outcome.ServerError)]
    public async Task Errors_have_their_outcomes(int status, string message, Outcome outcome)
    {
        var (result, _) = await AnswerAsync(status, $$"""{"error":"{{message}}"}""");
        Assert.Equal((outcome, status, message), (result.Outcome, result.HttpStatus, result.Detail));
    }

    [BoundedFact]
    public async Task An_error_in_the_middle_and_a_cut_are_no_answers()
    {
        var (failed, chunks) = await StreamAsync(First + "{\"error\":\"unexpected EOF\"}\n");
        Assert.Equal((Outcome.ServerError, "unexpected EOF", 1), (failed.Outcome, failed.Detail, chunks.Count));

        var (cut, _) = await StreamAsync(First + "{\"model\":\"q:8b\",\"mess");
        Assert.Equal(Outcome.Truncated, cut.Outcome);

        var (damaged, _) = await StreamAsync(First + "{\"model\":\"q:8b\",\"mess\n");
        Assert.Equal(Outcome.InvalidReply, damaged.Outcome);
    }

    [BoundedFact]
    public async Task A_line_allocates_no_more_than_a_chunk_that_passes_as_it_is()
    {
        const string Text = """{"model":"q:8b","message":{"role":"assistant","content":"Hello"},"done":false}""" + "\n";
        const string End = """{"model":"q:8b","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}""" + "\n";
        using var server = LoopbackServer.Streaming(First + string.Concat(Enumerable.Repeat(Text, 400)) + End);
        await using var provider = Provider(server);
        Assert.InRange(await StreamAllocations.LeastAsync(provider), 0, await StreamAllocations.LeastOfForwardingAsync());
    }
}
