using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Switchyard.Testing;

namespace Switchyard.Tests.ChatClients;

/// <summary>Any <see cref="IChatClient"/> as a provider.</summary>
public sealed class ChatClientProviderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARequestComesThroughBothAdaptersAsItWas()
    {
        var messages = new ChatMessage[]
        {
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, [new TextContent("See:"), new DataContent(new byte[] { 1, 2 }, "image/png"), new UriContent("https://example.org/a.jpg", "image/*"), new DataContent(new byte[] { 5 }, "application/pdf") { Name = "a.pdf" }, new DataContent(new byte[] { 9 }, "audio/mpeg")]),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "find_bike", new Dictionary<string, object?> { ["size"] = 56 })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "{\"found\":true}")]),
        };
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            TopP = 0.9f,
            TopK = 4,
            MaxOutputTokens = 100,
            Seed = 42,
            StopSequences = ["END"],
            AllowMultipleToolCalls = true,
            Tools = [ChatRouters.FindBike],
            ToolMode = ChatToolMode.RequireAny,
            Reasoning = new() { Effort = ReasoningEffort.High },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(ChatRouters.FindBike.JsonSchema, "bike"),
        };
        var direct = new ScriptedProvider();
        using (var client = ChatRouters.Client(direct))
            await client.GetResponseAsync(messages, options, Token);
        var inner = new ScriptedChatClient();
        using (var client = ChatRouters.Client(new ChatClientProvider(inner)))
            await client.GetResponseAsync(messages, options, Token);

        // What the inner client was asked, written once more, is what a provider is asked without the detour.
        var again = new ScriptedProvider();
        var (seen, given) = inner.Requests.Single();
        using (var client = ChatRouters.Client(again))
            await client.GetResponseAsync(seen, given, Token);

        Assert.Equal("one", given!.ModelId);
        Assert.NotSame(options, given);
        Assert.Equal(direct.Requests.Single().Body, again.Requests.Single().Body);
    }

    [Fact]
    public async Task TheReplyIsCanonical()
    {
        var inner = new ScriptedChatClient
        {
            Respond = static () => new(new ChatMessage(ChatRole.Assistant,
            [
                new TextReasoningContent("Hm."), new TextContent("Let me look."),
                new FunctionCallContent("c1", "find_bike", new Dictionary<string, object?> { ["size"] = 56 }),
            ]))
            {
                ResponseId = "r1",
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1700000000),
                FinishReason = ChatFinishReason.ToolCalls,
                Usage = new() { InputTokenCount = 30, OutputTokenCount = 7, CachedInputTokenCount = 10, ReasoningTokenCount = 2, AdditionalCounts = new() { ["CacheCreationInputTokens"] = 5 } },
            },
        };
        var reply = new ArrayBufferWriter<byte>();

        var result = await new ChatClientProvider(inner).CompleteAsync(Request(), reply, Token);

        Assert.Equal(
            """{"id":"r1","object":"chat.completion","created":1700000000,"model":"one","choices":[{"index":0,"message":{"role":"assistant","content":"Let me look.","refusal":null,"reasoning_content":"Hm.","tool_calls":[{"id":"c1","type":"function","function":{"name":"find_bike","arguments":"{\"size\":56}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":30,"completion_tokens":7,"total_tokens":37,"prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":5},"completion_tokens_details":{"reasoning_tokens":2}}}""",
            Encoding.UTF8.GetString(reply.WrittenSpan));
        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls, "r1"), (result.Outcome, result.FinishReason, result.RequestId));
        Assert.Equal(new() { InputTokens = 30, OutputTokens = 7, CachedInputTokens = 10, CacheWriteTokens = 5, ReasoningTokens = 2 }, result.Usage);
    }

    [Fact]
    public async Task TheStreamIsCanonical()
    {
        var inner = new ScriptedChatClient
        {
            Updates =
            [
                new(ChatRole.Assistant, "") { ResponseId = "r1" },
                new(ChatRole.Assistant, "Hi"),
                new(ChatRole.Assistant, [new FunctionCallContent("c1", "f"), new UsageContent(new() { InputTokenCount = 3, OutputTokenCount = 1 })]),
                new(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.ToolCalls },
            ],
        };
        await using var stream = await new ChatClientProvider(inner).OpenStreamAsync(Request(), Token);
        var chunks = new List<string>();
        for (var chunk = new ArrayBufferWriter<byte>(); await stream.ReadAsync(chunk, Token); chunk = new())
            chunks.Add(Encoding.UTF8.GetString(chunk.WrittenSpan));

        Assert.Equal(
            [
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"one","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}""",
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"one","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":null}]}""",
                """{"id":"r1","object":"chat.completion.chunk","created":0,"model":"one","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            ],
            chunks);
        Assert.Equal((Outcome.Completed, FinishReason.ToolCalls, 3), (stream.Result.Outcome, stream.Result.FinishReason, stream.Result.Usage.InputTokens));
    }

    [Fact]
    public async Task AStreamWithoutAFinishReasonBrokeOff()
    {
        var first = new ChatClientProvider(new ScriptedChatClient { Updates = [new(ChatRole.Assistant, [])] });
        await using var router = ChatRouters.Pair(first, new ScriptedProvider());
        using var client = router.AsChatClient(Tier.Cheap);

        var response = await client.GetStreamingResponseAsync("hi", null, Token).ToChatResponseAsync(Token);

        Assert.Equal(("ok", "b/two"), (response.Text, response.ModelId));
    }

    public static TheoryData<Exception, Outcome, int> Failures => new()
    {
        { new HttpRequestException("no", null, HttpStatusCode.TooManyRequests), Outcome.RateLimited, 429 },
        { new HttpRequestException("insufficient_quota", null, HttpStatusCode.TooManyRequests), Outcome.QuotaExhausted, 429 },
        { new HttpRequestException("no", null, HttpStatusCode.Unauthorized), Outcome.AuthenticationFailed, 401 },
        { new HttpRequestException("refused"), Outcome.NetworkError, 0 },
        { new InvalidOperationException("HTTP 529 (overloaded_error)\n\nbusy"), Outcome.Overloaded, 529 },
        { new InvalidOperationException("Service busy.\nStatus: 503 (Service Unavailable)"), Outcome.Overloaded, 503 },
        { new InvalidOperationException("HTTP 400 (invalid_request_error: context_length_exceeded)"), Outcome.ContextTooLong, 400 },
        { new InvalidOperationException("HTTP 400 (content_filter)"), Outcome.ContentFiltered, 400 },
        { new InvalidOperationException("Broken."), Outcome.ServerError, 0 },
        { new TimeoutException(), Outcome.TimedOut, 0 },
        { new TaskCanceledException("no", new TimeoutException()), Outcome.TimedOut, 0 },
        { new OperationCanceledException(), Outcome.TimedOut, 0 },
        { new AggregateException(new IOException("reset")), Outcome.NetworkError, 0 },
        { new NotSupportedException("no pictures"), Outcome.InvalidRequest, 0 },
        { new RoutingException("nobody", Outcome.RateLimited, 429, []), Outcome.RateLimited, 429 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task ExceptionsBecomeOutcomes(Exception exception, Outcome outcome, int status)
    {
        var provider = new ChatClientProvider(new ScriptedChatClient { Throws = exception });

        var result = await provider.CompleteAsync(Request(), new ArrayBufferWriter<byte>(), Token);
        await using var stream = await provider.OpenStreamAsync(Request(), Token);

        Assert.Equal((outcome, status), (result.Outcome, result.HttpStatus));
        Assert.False(await stream.ReadAsync(new ArrayBufferWriter<byte>(), Token));
        Assert.Equal((outcome, status), (stream.Result.Outcome, stream.Result.HttpStatus));
    }

    [Fact]
    public async Task TheOwnersClassificationComesFirst()
    {
        var inner = new ScriptedChatClient { Throws = new InvalidOperationException("model is loading") };
        var provider = new ChatClientProvider(inner, static exception => exception is InvalidOperationException ? new(Outcome.Overloaded) : null);

        Assert.Equal(Outcome.Overloaded, (await provider.CompleteAsync(Request(), new ArrayBufferWriter<byte>(), Token)).Outcome);
    }

    [Fact]
    public async Task CancellingEndsASilentClient()
    {
        using var caller = new CancellationTokenSource();
        var provider = new ChatClientProvider(new ScriptedChatClient { IsSilent = true });
        var call = provider.CompleteAsync(Request(), new ArrayBufferWriter<byte>(), caller.Token);
        await using var stream = await provider.OpenStreamAsync(Request(), caller.Token);
        var read = stream.ReadAsync(new ArrayBufferWriter<byte>(), caller.Token);

        await caller.CancelAsync();

        Assert.Equal(Outcome.Cancelled, (await call).Outcome);
        Assert.False(await read);
        Assert.Equal(Outcome.Cancelled, stream.Result.Outcome);
    }

    [Fact]
    public async Task RoutersNest()
    {
        await using var inner = ChatRouters.Pair(
            new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.TimedOut), ScriptedReply.Failure(Outcome.TimedOut)), new ScriptedProvider());
        await using var outer = ChatRouters.Pair(new ChatClientProvider(inner.AsChatClient(Tier.Cheap)), new ScriptedProvider());
        using var client = outer.AsChatClient(Tier.Cheap);

        // The outer model is called "one" as the inner one is: the inner router has no other candidate for it, so the outer moves on.
        var response = await client.GetResponseAsync("hi", null, Token);
        var streamed = await client.GetStreamingResponseAsync("hi", null, Token).ToChatResponseAsync(Token);

        Assert.Equal(("b/two", "b/two"), (response.ModelId, streamed.ModelId));
    }

    [Fact]
    public async Task TheProviderOwnsItsClient()
    {
        var inner = new ScriptedChatClient();
        await new ChatClientProvider(inner).DisposeAsync();

        Assert.True(inner.IsDisposed);
    }

    private static ProviderRequest Request() => new()
    {
        Body = """{"model":"","messages":[{"role":"user","content":"hi"}]}"""u8.ToArray(),
        ModelStart = 9,
        ModelLength = 2,
        Model = "one",
        ModelJson = "\"one\""u8.ToArray(),
        Key = new("none", ""),
    };
}
