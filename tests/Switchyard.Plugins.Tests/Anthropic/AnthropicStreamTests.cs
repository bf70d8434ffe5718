namespace Switchyard.Plugins.Tests;

/// <summary>What the messages endpoint streams.</summary>
public sealed class AnthropicStreamTests() : NativeWireTest("Anthropic")
{
    private const string Start = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","model":"c-1","usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}


        """;

    private const string End = """
        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":7}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private static readonly string[] s_recorded =
    [
        """{"id":"msg_01SJmPi7XXP8qscFQiHPR9oy","object":"chat.completion.chunk","created":0,"model":"claude-sonnet-4-20250514","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
        """{"id":"msg_01SJmPi7XXP8qscFQiHPR9oy","object":"chat.completion.chunk","created":0,"model":"claude-sonnet-4-20250514","choices":[{"index":0,"delta":{"content":"Hello World"},"finish_reason":null}]}""",
        """{"id":"msg_01SJmPi7XXP8qscFQiHPR9oy","object":"chat.completion.chunk","created":0,"model":"claude-sonnet-4-20250514","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        """{"id":"msg_01SJmPi7XXP8qscFQiHPR9oy","object":"chat.completion.chunk","created":0,"model":"claude-sonnet-4-20250514","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""",
    ];

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_recorded_stream_passes_without_loss_however_it_is_cut_up(int pieceBytes)
    {
        var (result, chunks) = await StreamAsync(Recorded("Anthropic", "messages_stream.txt"), pieceBytes);

        Assert.Equal(s_recorded, chunks.Select(Timeless));
        Assert.Equal((Outcome.Completed, FinishReason.Stop), (result.Outcome, result.FinishReason));
        Assert.Equal(new TokenUsage { InputTokens = 10, OutputTokens = 5 }, result.Usage);
        Assert.Equal("msg_01SJmPi7XXP8qscFQiHPR9oy", result.RequestId);
    }

    [BoundedFact]
    public async Task A_recorded_stream_passes_without_loss_when_it_is_split_in_two_at_every_byte()
    {
        var events = System.Text.Encoding.UTF8.GetBytes(Recorded("Anthropic", "messages_stream.txt"));
        for (var at = 1; at < events.Length; at++)
        {
            using var server = new LoopbackServer(async request =>
            {
                await request.BeginStreamAsync();
                await request.SendAsync(events.AsMemory(0, at));
                await request.SendAsync(events.AsMemory(at));
                request.Close();
            });
            await using var provider = Provider(server);
            var (result, chunks) = await provider.StreamAsync();
            Assert.Equal((Outcome.Completed, s_recorded.Length), (result.Outcome, chunks.Count));
            Assert.Equal(s_recorded, chunks.Select(Timeless));
        }
    }

    [BoundedFact]
    public async Task Thoughts_tools_and_text_become_deltas()
    {
        var (result, chunks) = await StreamAsync(Start + """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let \"me\" "}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"see"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Gr\u00fc\u00dfe\n"}}

            data: {"type":"content_block_stop","index":1}

            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get","input":{}}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"at\":"}}

            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}

            data: {"type":"content_block_stop","index":2}

            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}

            data: {"type":"content_block_stop","index":3}

            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":30}}

            data: {"type":"message_stop"}


            """);

        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls), (result.Outcome, result.FinishReason));
        Assert.Equal(new TokenUsage { InputTokens = 15, CachedInputTokens = 5, OutputTokens = 30 }, result.Usage);
        Assert.Equal(
            [
                """{"role":"assistant","content":""}""",
                """{"reasoning_content":"Let \"me\" "}""",
                """{"reasoning_content":"see"}""",
                """{"thinking_blocks":[{"type":"thinking","thinking":"Let \"me\" see","signature":"c2ln"}]}""",
                """{"content":"Gr\u00fc\u00dfe\n"}""",
                """{"tool_calls":[{"index":0,"id":"toolu_1","type":"function","function":{"name":"get","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"at\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""",
                """{"tool_calls":[{"index":1,"id":"toolu_2","type":"function","function":{"name":"now","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}""",
                "{}",
            ],
            chunks.SkipLast(1).Select(Delta));
    }

    [BoundedFact]
    public async Task An_error_inside_a_sound_stream_ends_it_with_its_own_outcome()
    {
        var (result, chunks) = await StreamAsync(Start + """
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hal"}}

            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}


            """);

        Assert.Equal((Outcome.Overloaded, "Overloaded", 200), (result.Outcome, result.Detail, result.HttpStatus));
        Assert.Equal(2, chunks.Count);
        Assert.Equal(15, result.Usage.InputTokens);
    }

    [BoundedFact]
    public async Task A_stream_without_its_end_is_truncated_and_what_it_cost_is_known()
    {
        var (result, chunks) = await StreamAsync(Start + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hal\"}}\n\n");
        Assert.Equal((Outcome.Truncated, FinishReason.None, 2), (result.Outcome, result.FinishReason, chunks.Count));
        Assert.Equal(new TokenUsage { InputTokens = 15, CachedInputTokens = 5, OutputTokens = 1 }, result.Usage);

        Assert.Equal(Outcome.Truncated, (await StreamAsync("")).Result.Outcome);
    }

    [BoundedFact]
    public async Task The_end_is_delivered_at_once_without_waiting_for_the_connection()
    {
        var release = new TaskCompletionSource();
        using var server = new LoopbackServer(async request =>
        {
            await request.BeginStreamAsync();
            await request.SendAsync(Start + End);
            await release.Task;
            request.Close();
        });
        await using var provider = Provider(server);
        var (result, chunks) = await provider.StreamAsync();
        release.SetResult();

        Assert.Equal((Outcome.Completed, 3), (result.Outcome, chunks.Count));
    }

    [BoundedFact]
    public async Task A_refusal_ends_as_one_with_what_the_vendor_says_of_it()
    {
        var (result, chunks) = await StreamAsync(
            Start + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_details\":{\"category\":\"bio\",\"explanation\":\"Not this.\"}},\"usage\":{\"output_tokens\":2}}\n\n");
        Assert.Equal((Outcome.ContentFiltered, "Not this."), (result.Outcome, result.Detail));
        Assert.EndsWith("\"finish_reason\":\"content_filter\"}]}", chunks[1]);
    }

    [Theory]
    [InlineData("data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_\n\n", Outcome.InvalidReply, 0)]
    [InlineData("data: noise\n\n", Outcome.Completed, 1)]
    [InlineData("data: {\"no\":\"type\"}\n\n", Outcome.Completed, 1)]
    [InlineData("data: [1]\n\n", Outcome.Completed, 1)]
    [InlineData("event: later\ndata: {\"type\":\"event_of_tomorrow\"}\n\n", Outcome.Completed, 0)]
    public async Task Damage_is_passed_over_only_where_no_text_can_be_lost(string noise, Outcome outcome, int skipped)
    {
        var (result, _) = await StreamAsync(Start + noise + End);
        Assert.Equal((outcome, skipped), (result.Outcome, result.SkippedChunks));
    }

    [Theory]
    [InlineData(529, Outcome.Overloaded)]
    [InlineData(401, Outcome.AuthenticationFailed)]
    public async Task A_stream_that_is_refused_has_ended_already(int status, Outcome outcome)
    {
        using var server = LoopbackServer.Replying(status, """{"type":"error","error":{"type":"x","message":"No."}}""");
        await using var provider = Provider(server);
        var (result, chunks) = await provider.StreamAsync();
        Assert.Equal((outcome, "No.", 0), (result.Outcome, result.Detail, chunks.Count));
    }

    [BoundedFact]
    public async Task A_delta_allocates_no_more_than_one_that_passes_as_it_is()
    {
        const string Text = "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n";
        using var server = LoopbackServer.Streaming(Start + string.Concat(Enumerable.Repeat(Text, 400)) + End);
        await using var provider = Provider(server);
        Assert.InRange(await StreamAllocations.LeastAsync(provider), 0, await StreamAllocations.LeastOfForwardingAsync());
    }

    private static string Delta(string chunk)
    {
        const string Before = "\"delta\":";
        var start = chunk.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return chunk[start..chunk.IndexOf(",\"finish_reason\"", StringComparison.Ordinal)];
    }
}
