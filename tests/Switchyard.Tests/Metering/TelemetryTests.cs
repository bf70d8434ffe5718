using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchyard.Testing;

namespace Switchyard.Tests.Metering;

public sealed class TelemetryTests
{
    private static readonly TokenUsage s_usage = new() { InputTokens = 100, CachedInputTokens = 40, OutputTokens = 10 };

    [Fact]
    public async Task MetricsSayWhoAnsweredAtWhatCost()
    {
        using var factory = new TestMeterFactory();
        using var metrics = new MetricRecorder(factory);
        await using var router = Router(factory, new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.RateLimited, 429)), Answering());

        var result = await TestCalls.AskAsync(router, TestContext.Current.CancellationToken);

        Assert.Equal(["input=100", "output=10"], metrics.Of("gen_ai.client.token.usage", "gen_ai.token.type"));
        Assert.Equal(["RateLimited=1", "Completed=1"], metrics.Of("switchyard.attempts", "switchyard.outcome"));
        Assert.Equal(["Cheap=1", "Cheap=1"], metrics.Of("switchyard.attempts", "switchyard.tier"));
        Assert.Equal([$"b/two={(double)result.Cost!:R}"], metrics.Of("switchyard.cost", "gen_ai.request.model"));
        Assert.Single(metrics.Of("gen_ai.client.operation.duration", "gen_ai.provider.name"));
    }

    [Fact]
    public async Task ACallHasASpanAndEachAttemptAChild()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Switchyard",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = new Activity("test").Start();
        await using var router = Router(null, new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.ServerError, 500)), Answering());

        await TestCalls.AskAsync(router, TestContext.Current.CancellationToken);

        var own = spans.Where(span => span.TraceId == parent.TraceId).ToList();
        Assert.Equal(["chat a/one", "chat b/two", "chat b/two"], own.Select(span => span.DisplayName));
        Assert.All(own.Take(2), span => Assert.Equal(own[2].SpanId, span.ParentSpanId));
        Assert.Equal(("ServerError", ActivityStatusCode.Error), (own[0].GetTagItem("error.type"), own[0].Status));
        Assert.Equal((100, 40, 10), (own[1].GetTagItem("gen_ai.usage.input_tokens"), own[1].GetTagItem("gen_ai.usage.cache_read.input_tokens"), own[1].GetTagItem("gen_ai.usage.output_tokens")));
        Assert.All(own, span => Assert.Equal("Cheap", span.GetTagItem("switchyard.tier")));
        Assert.Equal(("b/two", 2), (own[2].GetTagItem("gen_ai.response.model"), own[2].GetTagItem("switchyard.attempt.count")));
    }

    [Fact]
    public async Task SpansGoByTheRoutersClock()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Switchyard",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = new Activity("test").Start();
        await using var scene = new Execution.Scene("a/one");
        scene["a"].Then(ScriptedReply.Answer("ok") with { Delay = TimeSpan.FromMilliseconds(700) });
        var began = scene.Time.GetUtcNow().UtcDateTime;

        var result = await scene.AskAsync();

        var own = spans.Where(span => span.TraceId == parent.TraceId).ToList();
        Assert.Equal(2, own.Count);
        Assert.All(own, span => Assert.Equal((began, result.Duration), (span.StartTimeUtc, span.Duration)));
    }

    [Fact]
    public async Task ChunksThatWereLeftOutAreCounted()
    {
        using var factory = new TestMeterFactory();
        using var metrics = new MetricRecorder(factory);
        var ledger = new MemoryLedger();
        var provider = new Execution.ChunkProvider("""{"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]}""")
        {
            Result = new(Outcome.Completed) { HttpStatus = 200, FinishReason = FinishReason.Stop, SkippedChunks = 2 },
        };
        await using var router = TestRouter.Create(
            TestCalls.Policy(null, "a/one"),
            new Dictionary<string, IProvider> { ["a"] = provider },
            options => (options.MeterFactory, options.Ledger) = (factory, ledger));

        await foreach (var _ in TestCalls.Begin(router).StreamAsync(TestContext.Current.CancellationToken))
        {
        }

        Assert.Equal(2, Assert.Single(Assert.Single(ledger.Snapshot()).Attempts).SkippedChunks);
        Assert.Equal(["a/one=2"], metrics.Of("switchyard.stream.skipped_chunks", "gen_ai.request.model"));
    }

    [Fact]
    public async Task LedgerAndExceptionAgree()
    {
        var ledger = new MemoryLedger();
        await using var router = TestCalls.Pair(
            new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromHours(1) }),
            new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.TimedOut)),
            options => options.Ledger = ledger);

        var failure = await Assert.ThrowsAsync<RoutingException>(() => TestCalls.AskAsync(router, TestContext.Current.CancellationToken).AsTask());

        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal((Outcome.RateLimited, Outcome.RateLimited), (failure.Outcome, entry.Call.Outcome));
        Assert.Equal(failure.Attempts, entry.Attempts);
    }

    private static ScriptedProvider Answering() => new ScriptedProvider().Then(ScriptedReply.Answer("yes") with { Usage = s_usage });

    private static Router Router(IMeterFactory? factory, ScriptedProvider a, ScriptedProvider b) =>
        TestRouter.Create(
            TestCalls.Policy(null, "a/one", "b/two"),
            new Dictionary<string, IProvider> { ["a"] = a, ["b"] = b },
            options => options.MeterFactory = factory,
            static model => model with { Price = new() { Input = model.Id == "one" ? 1 : 2, Output = 4 } });
}
