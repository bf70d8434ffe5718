using System.Buffers;
using System.Text;

namespace Switchyard.Plugins.Tests;

/// <summary>Streams: what is delivered, and how they end.</summary>
public sealed class StreamTests : WireTest
{
    private const string First = """{"choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}],"usage":null}""";
    private const string Last = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}""";
    private const string Usage = """{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""";

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_recorded_stream_passes_without_loss_however_it_is_split(int pieceBytes)
    {
        var recorded = Recorded("chat_completion_stream.txt");
        var expected = recorded.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line[6..]);
        var (result, chunks) = await StreamAsync(recorded, pieceBytes);

        Assert.Equal(expected, chunks);
        Assert.Equal((Outcome.Completed, FinishReason.Stop, 0), (result.Outcome, result.FinishReason, result.SkippedChunks));
        Assert.Equal("chatcmpl-D0q8CZXN1uEzngZGkU7FuV92lnXWq", result.RequestId);
    }

    [BoundedFact]
    public async Task Usage_comes_with_the_last_chunk()
    {
        var (result, chunks) = await StreamAsync(Events(First, Last, Usage, "[DONE]"));
        Assert.Equal([First, Last, Usage], chunks);
        Assert.Equal(new TokenUsage { InputTokens = 9, OutputTokens = 3 }, result.Usage);
    }

    [BoundedFact]
    public async Task Groq_puts_usage_elsewhere()
    {
        var last = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":9,"completion_tokens":3}}}""";
        var (result, _) = await StreamAsync(Events(First, last, "[DONE]"));
        Assert.Equal(new TokenUsage { InputTokens = 9, OutputTokens = 3 }, result.Usage);
    }

    [BoundedFact]
    public async Task A_finish_reason_without_done_is_complete()
    {
        var (result, chunks) = await StreamAsync(Events(First, Last));
        Assert.Equal((Outcome.Completed, 2), (result.Outcome, chunks.Count));
    }

    [BoundedFact]
    public async Task A_finish_reason_is_complete_though_the_connection_is_reset_after_it()
    {
        using var server = new LoopbackServer(async request =>
        {
            await request.BeginStreamAsync();
            await request.SendAsync(Events(First, Last));
            await request.WaitForCloseAsync(TestContext.Current.CancellationToken);
        });
        await using var provider = Provider(server);
        await using var stream = await provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        var chunk = new ArrayBufferWriter<byte>();
        Assert.True(await stream.ReadAsync(chunk, TestContext.Current.CancellationToken));
        Assert.Equal(Outcome.Truncated, stream.Result.Outcome);
        Assert.True(await stream.ReadAsync(chunk, TestContext.Current.CancellationToken));

        // Known before the stream ends, and not undone by giving up the wait for the rest.
        Assert.Equal(Outcome.Completed, stream.Result.Outcome);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.False(await stream.ReadAsync(chunk, impatient.Token));
        Assert.Equal(Outcome.Completed, stream.Result.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData(": just a comment\n\n")]
    [InlineData("data: " + First + "\n\n")]
    [InlineData("data: " + First + "\n\ndata: [DONE]\n\n")]
    [InlineData("data: " + First + "\n\ndata: {\"choices\":[{\"index\":0,\"del")]
    public async Task An_end_without_a_finish_reason_is_truncated(string events) =>
        Assert.Equal(Outcome.Truncated, (await StreamAsync(events)).Result.Outcome);

    [BoundedFact]
    public async Task A_chunked_stream_cut_off_is_truncated()
    {
        using var server = new LoopbackServer(async request =>
        {
            var events = Events(First);
            await request.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            await request.SendAsync($"{Encoding.UTF8.GetByteCount(events):x}\r\n{events}\r\n");
            request.Close();
        });
        await using var provider = Provider(server);
        var (result, chunks) = await provider.StreamAsync();
        Assert.Equal((Outcome.Truncated, 1), (result.Outcome, chunks.Count));
    }

    [BoundedFact]
    public async Task Comments_and_pings_are_not_delivered()
    {
        var (result, chunks) = await StreamAsync(": OPENROUTER PROCESSING\n\nevent: ping\ndata: {\"type\":\"ping\"}\n\n" + Events(First, Last, "[DONE]"));
        Assert.Equal([First, Last], chunks);
        Assert.Equal((Outcome.Completed, 1), (result.Outcome, result.SkippedChunks));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"object\":\"x\",}")]
    public async Task A_malformed_chunk_without_text_is_skipped_and_counted(string malformed)
    {
        var (result, chunks) = await StreamAsync(Events(First, malformed, Last, "[DONE]"));
        Assert.Equal([First, Last], chunks);
        Assert.Equal((Outcome.Completed, 1), (result.Outcome, result.SkippedChunks));
    }

    [Theory]
    [InlineData("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo")]
    [InlineData("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\q\"}}]}")]
    public async Task A_malformed_chunk_that_may_have_held_text_fails_the_attempt(string malformed)
    {
        var (result, chunks) = await StreamAsync(Events(First, malformed, Last, "[DONE]"));
        Assert.Equal([First], chunks);
        Assert.Equal(Outcome.InvalidReply, result.Outcome);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Overloaded","type":"overloaded_error"}}""", Outcome.Overloaded)]
    [InlineData("""{"error":{"message":"slow","code":429},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", Outcome.RateLimited)]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"insufficient_system_resource"}]}""", Outcome.ServerError)]
    [InlineData("""[{"error":{"code":503,"message":"x","status":"UNAVAILABLE"}}]""", Outcome.Overloaded)]
    public async Task An_error_in_the_middle_ends_the_stream(string error, Outcome outcome)
    {
        var (result, chunks) = await StreamAsync(Events(First, error, Last, "[DONE]"));
        Assert.Equal((outcome, 200), (result.Outcome, result.HttpStatus));
        Assert.Equal([First], chunks);
    }

    [BoundedFact]
    public async Task A_refusal_is_delivered_and_the_outcome_says_filtered()
    {
        var refusal = """{"choices":[{"index":0,"delta":{"refusal":"I will not."},"finish_reason":null}]}""";
        var (result, chunks) = await StreamAsync(Events(refusal, Last, "[DONE]"));
        Assert.Equal([refusal, Last], chunks);
        Assert.Equal((Outcome.ContentFiltered, "I will not."), (result.Outcome, result.Detail));
    }

    [BoundedFact]
    public async Task A_vendors_own_finish_reason_is_made_canonical()
    {
        var (result, chunks) = await StreamAsync(Events(First, Last.Replace("stop", "model_length"), "[DONE]"));
        Assert.Equal((Outcome.Completed, FinishReason.Length), (result.Outcome, result.FinishReason));
        Assert.Equal(Last.Replace("stop", "length"), chunks[1]);
    }

    [BoundedFact]
    public async Task A_stream_read_to_its_end_leaves_its_connection_to_the_next_call()
    {
        using var server = new LoopbackServer(async request =>
        {
            var events = Events(First, Last, "[DONE]");
            await request.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            await request.SendAsync($"{Encoding.UTF8.GetByteCount(events):x}\r\n{events}\r\n");
            await request.SendAsync("0\r\n\r\n");
        });
        await using var provider = Provider(server);
        for (var call = 0; call < 20; call++)
            Assert.Equal(Outcome.Completed, (await provider.StreamAsync()).Result.Outcome);

        // Not each time: the end of the body is read behind the caller's back, and the next call may be quicker.
        Assert.InRange(server.Requests.Select(request => request.Connection).Distinct().Count(), 1, 10);
    }

    [BoundedFact]
    public async Task Disposing_a_half_read_stream_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        using var server = new LoopbackServer(async request =>
        {
            await request.BeginStreamAsync();
            await request.SendAsync(Events(First));
            await request.WaitForCloseAsync(TestContext.Current.CancellationToken);
            closed.SetResult();
        });
        await using var provider = Provider(server);
        var stream = await provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        Assert.True(await stream.ReadAsync(new ArrayBufferWriter<byte>(), TestContext.Current.CancellationToken));
        await stream.DisposeAsync();
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [BoundedFact]
    public async Task Giving_a_read_up_is_cancelled()
    {
        using var server = new LoopbackServer(async request =>
        {
            await request.BeginStreamAsync();
            await request.WaitForCloseAsync(TestContext.Current.CancellationToken);
        });
        await using var provider = Provider(server);
        await using var stream = await provider.OpenStreamAsync(Requests.Make(), TestContext.Current.CancellationToken);
        using var caller = new CancellationTokenSource();
        var read = stream.ReadAsync(new ArrayBufferWriter<byte>(), caller.Token);
        await caller.CancelAsync();
        Assert.False(await read);
        Assert.Equal(Outcome.Cancelled, stream.Result.Outcome);
    }

    private static string Events(params string[] data) => string.Concat(data.Select(one => $"data: {one}\n\n"));
}
