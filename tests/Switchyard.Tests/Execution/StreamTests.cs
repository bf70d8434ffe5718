using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>Commit and hold-back, resume or typed truncation, buffered delivery.</summary>
public sealed class StreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly RoutePolicy s_ordered = new() { Strategy = RoutingStrategy.Ordered };

    [Fact]
    public async Task ErrorAfterRoleAndEmptyChunksFailsOver()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Failure(Outcome.ServerError) with { Pieces = ["", "", ""] });

        Assert.Equal(["ok"], await scene.StreamAsync());
    }

    [Theory]
    [InlineData(63, 0)]
    [InlineData(64, 65)]
    public async Task AtMost64ChunksAreHeldBack(int emptyChunks, int seen)
    {
        // With the role one more chunk than the empty ones. The 65th commits: the reader has them then, and no second beginning.
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Failure(Outcome.ServerError) with { Pieces = [.. Enumerable.Repeat("", emptyChunks)] });

        var call = scene.Begin();
        call.Stream.Start(Token);
        var chunks = new List<string>();
        while (await scene.FinishAsync(call.Stream.ReadAsync().AsTask()))
            chunks.Add(System.Text.Encoding.UTF8.GetString(call.Stream.Chunk));

        var fromA = chunks.Count(chunk => chunk.Contains("\"one\"", StringComparison.Ordinal));
        Assert.Equal(seen, fromA);
        Assert.Single(chunks, chunk => chunk.Contains("\"role\"", StringComparison.Ordinal));
        Assert.Single(chunks, chunk => chunk.Contains("ok", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AtMost256KilobytesAreHeldBack()
    {
        var provider = new ChunkProvider(
            $$"""{"choices":[{"index":0,"delta":{"role":"assistant","x":"{{new string('x', 200_000)}}" } }]}""",
            $$"""{"choices":[{"index":0,"delta":{"x":"{{new string('y', 70_000)}}" } }]}""");
        await using var scene = new Scene("a/one") { Others = { ["a"] = provider } };

        var call = scene.Begin();
        call.Stream.Start(Token);
        Assert.True(await scene.FinishAsync(call.Stream.ReadAsync().AsTask()));
        Assert.Equal(2, provider.Delivered);
    }

    [Theory]
    [InlineData("""{"tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":""}}]}""")]
    [InlineData("""{"refusal":"No"}""")]
    [InlineData("""{"reasoning_content":"Well"}""")]
    public async Task ToolCallsReasoningAndRefusalsCommitAndAreNotSwitched(string delta)
    {
        var provider = new ChunkProvider($$"""{"choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""");
        await using var scene = new Scene("a/one", "b/two") { Others = { ["a"] = provider } };

        var call = scene.Begin();
        call.Stream.Start(Token);
        Assert.True(await scene.FinishAsync(call.Stream.ReadAsync().AsTask()));
        await Assert.ThrowsAsync<TruncatedException>(() => scene.FinishAsync(call.Stream.ReadAsync().AsTask()));
        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task ResumesByPrefillWhereTheModelAcceptsIt()
    {
        await using var scene = Resuming(prefill: true);
        scene["b"].Then(ScriptedReply.Answer(" world", "."));

        Assert.Equal(["Hello", " world", "."], await scene.StreamAsync());
        Assert.Contains(
            """[{"role":"user","content":"hello"},{"role":"assistant","content":"Hello"}]""", scene["b"].Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APrefilledAnswerCountsAgainstTheTokensOfItsContinuation()
    {
        await using var scene = Resuming(prefill: true, maxTokens: 100);
        scene["b"].Then(ScriptedReply.Answer(" world"));

        await scene.StreamAsync();

        Assert.Equal(100, MaxTokens(scene["a"]));
        Assert.Equal(100 - TokenEstimator.Estimate("Hello"u8), MaxTokens(scene["b"]));
    }

    [Fact]
    public async Task APrefilledAnswerIsPaidForAsInputOfItsContinuation()
    {
        var answer = string.Concat(Enumerable.Repeat("Hello again, and again. ", 200));
        var tokens = TokenEstimator.Estimate(System.Text.Encoding.UTF8.GetBytes(answer));
        await using var scene = Resuming(prefill: true, ceiling: 0.006m, answer: answer);
        scene["b"].Then(ScriptedReply.Answer("Bye."));

        await scene.StreamAsync();

        // The broken attempt cost 3 + 7 tokens; at one price, input and output are the same money.
        var left = 6_000 - 10 - tokens;
        Assert.InRange(MaxTokens(scene["b"]), left - 20, left);
    }

    [Fact]
    public async Task APrefilledAnswerThatTheRestDoesNotPayForIsNotGoneOnWith()
    {
        var answer = string.Concat(Enumerable.Repeat("Hello again, and again. ", 200));
        await using var scene = Resuming(prefill: true, ceiling: 0.001m, answer: answer);

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Equal(answer, failure.PartialText);
        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task APrefilledAnswerThatOutgrowsTheWindowIsNotGoneOnWith()
    {
        var answer = string.Concat(Enumerable.Repeat("Hello again, and again. ", 200));
        await using var scene = Resuming(prefill: true, answer: answer, window: 500);

        await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task APrefilledAnswerTeachesNothingAboutRequestsAndAnswers()
    {
        var answer = string.Concat(Enumerable.Repeat("Hello again, and again. ", 20));
        await using var scene = Resuming(prefill: true, answer: answer);
        var tokens = scene.Router.Plan(scene.Task, 10).ExpectedOutputTokens;
        scene["b"].Then(ScriptedReply.Answer("Bye.") with { Usage = new() { InputTokens = 900, OutputTokens = 2 } });

        await scene.FinishAsync(scene.Begin(string.Concat(Enumerable.Repeat("A long question. ", 50))).StreamAsync(Token).ToListAsync(Token).AsTask());

        Assert.Equal(1, scene.Router.Registry.CandidatesOf("b/two").Single().Calibration.Factor);
        Assert.Equal(tokens, scene.Router.Plan(scene.Task, 10).ExpectedOutputTokens);
    }

    [Fact]
    public async Task ResumesByAskingAgainAndDeliversOnlyWhatIsNew()
    {
        await using var scene = Resuming(prefill: false);
        scene["b"].Then(ScriptedReply.Answer("He", "llo world", "."));

        Assert.Equal(["Hello", " world", "."], await scene.StreamAsync());
        Assert.DoesNotContain("assistant", scene["b"].Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResumedChunkKeepsItsFinishReason()
    {
        var provider = new ChunkProvider("""{"choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""")
        {
            Result = new(Outcome.Completed) { FinishReason = FinishReason.Stop },
        };
        await using var scene = Resuming(prefill: false, provider);

        var call = scene.Begin();
        call.Stream.Start(Token);
        var last = "";
        while (await scene.FinishAsync(call.Stream.ReadAsync().AsTask()))
            last = System.Text.Encoding.UTF8.GetString(call.Stream.Chunk);

        Assert.Equal("""{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}""", last);
    }

    [Theory]
    [InlineData("Hallo")]
    [InlineData("Hel")]
    public async Task AnotherAnswerEndsTheCallAsTruncatedAndHurtsNobody(string answer)
    {
        await using var scene = Resuming(prefill: false);
        scene["b"].Then(ScriptedReply.Answer(answer));

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Equal(("Hello", 7, Outcome.NetworkError), (failure.PartialText, failure.Usage.OutputTokens, failure.Outcome));
        Assert.Equal(2, failure.Attempts.Count);
        Assert.Equal(0, scene.StatusOf("b/two").Failures);
        Assert.Empty(scene["c"].Requests);
    }

    [Fact]
    public async Task AfterAnotherAnswerAModelThatTakesThePrefillGoesOn()
    {
        await using var scene = new Scene("a/one", "b/two", "c/three")
        {
            Route = s_ordered,
            Describe = model => model with { Capabilities = model.Id == "three" ? Capabilities.Prefill : Capabilities.None },
        };
        scene["a"].Then(Broken);
        scene["b"].Then(ScriptedReply.Answer("Something else"));
        scene["c"].Then(ScriptedReply.Answer("!"));

        Assert.Equal(["Hello", "!"], await scene.StreamAsync());
    }

    [Fact]
    public async Task ARejectedPrefillIsNeverSeen()
    {
        await using var scene = Resuming(prefill: true);
        scene["b"].Then(ScriptedReply.Failure(Outcome.InvalidRequest, 400), ScriptedReply.Answer("Hello there"));

        Assert.Equal(["Hello", " there"], await scene.StreamAsync());
        Assert.Equal([true, false], scene["b"].Requests.Select(request => request.Body.Contains("assistant", StringComparison.Ordinal)));
        Assert.Equal(0, scene.StatusOf("b/two").Failures);
    }

    [Fact]
    public async Task ARejectedPrefillIsNotTheErrorOfTheCallEither()
    {
        await using var scene = Resuming(prefill: true, attempts: 2);
        scene["b"].Then(ScriptedReply.Failure(Outcome.InvalidRequest, 400));

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Equal((Outcome.NetworkError, 502), (failure.Outcome, failure.HttpStatus));
    }

    [Theory]
    [InlineData(""","tools":[{"type":"function","function":{"name":"f"}}]""")]
    [InlineData(""","response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{}}}""")]
    public async Task NeverPrefillsWithToolsOrASchema(string member)
    {
        await using var scene = Resuming(prefill: true);
        scene["b"].Then(ScriptedReply.Answer("Hello you"));
        var call = scene.Begin();
        call.WriteJson(System.Text.Encoding.UTF8.GetBytes(member));

        Assert.Equal(["Hello", " you"], await scene.FinishAsync(call.StreamAsync(Token).ToListAsync(Token).AsTask()));
        Assert.DoesNotContain("assistant", scene["b"].Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResumeNeverEndsTheCall()
    {
        await using var scene = Resuming(prefill: true, resume: StreamResume.Never);

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Equal("Hello", failure.PartialText);
        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task BufferedDeliveryBeginsAgainElsewhere()
    {
        await using var scene = new Scene("a/one", "b/two") { Route = s_ordered with { Delivery = StreamDelivery.Buffered, Resume = StreamResume.Never } };
        scene["a"].Then(Broken);
        scene["b"].Then(ScriptedReply.Answer("Something ", "else"));

        Assert.Equal(["Something ", "else"], await scene.StreamAsync());
    }

    [Fact]
    public async Task ACleanEndWithoutAFinishReasonIsTruncated()
    {
        var provider = new ChunkProvider("""{"choices":[{"index":0,"delta":{"content":"half"}}]}""") { Result = new(Outcome.Completed) };
        await using var scene = new Scene("a/one") { Others = { ["a"] = provider } };

        var failure = await Assert.ThrowsAsync<TruncatedException>(() => scene.StreamAsync());

        Assert.Equal((Outcome.Truncated, "half"), (failure.Outcome, failure.PartialText));
    }

    [Fact]
    public async Task ZeroChunksFailOver()
    {
        await using var scene = new Scene("a/one", "b/two") { Others = { ["a"] = new ChunkProvider { Result = new(Outcome.Completed) } } };

        Assert.Equal(["ok"], await scene.StreamAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"choices":[{"delta":{"content":"\ud800"}}]}""")]
    public async Task AMalformedChunkFailsTheAttempt(string chunk)
    {
        await using var scene = new Scene("a/one", "b/two") { Others = { ["a"] = new ChunkProvider(chunk) } };

        Assert.Equal(["ok"], await scene.StreamAsync());
        Assert.Equal(1, scene.StatusOf("a/one").Failures);
    }

    private static ScriptedReply Broken => BrokenAfter("Hello");

    private static ScriptedReply BrokenAfter(string answer) =>
        ScriptedReply.Failure(Outcome.NetworkError) with { Pieces = [answer], Usage = new() { InputTokens = 3, OutputTokens = 7 } };

    private static int MaxTokens(ScriptedProvider provider)
    {
        using var body = System.Text.Json.JsonDocument.Parse(provider.Requests.Single().Body);
        return body.RootElement.GetProperty("max_completion_tokens").GetInt32();
    }

    private static Scene Resuming(
        bool prefill,
        IProvider? second = null,
        int attempts = 4,
        StreamResume? resume = null,
        int? maxTokens = null,
        decimal? ceiling = null,
        int? window = null,
        string answer = "Hello")
    {
        var scene = new Scene("a/one", "b/two", "c/three")
        {
            Route = s_ordered with { Resume = resume, MaxTokens = maxTokens, MaxCostUsd = ceiling },
            Limits = new() { Attempts = attempts },
            Describe = model => model with
            {
                Capabilities = prefill && model.Id == "two" ? Capabilities.Prefill : Capabilities.None,
                ContextWindow = model.Id == "two" ? window : null,
                Price = ceiling is null || (prefill && model.Id == "three") ? null : new() { Input = 1, Output = 1 },
            },
        };
        if (second is not null)
            scene.Others["b"] = second;
        scene["a"].Then(BrokenAfter(answer));
        return scene;
    }
}
