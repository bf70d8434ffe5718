using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>One attempt budget, one deadline and one cost ceiling for each call; back-off, Retry-After and jitter.</summary>
public sealed class BudgetTests
{
    private static readonly ModelPrice s_price = new() { Input = 1m, Output = 10m };

    [Fact]
    public async Task ThreeProvidersWithRetriesNeverExceedTheAttempts()
    {
        await using var scene = new Scene("a/one", "b/two", "c/three") { Limits = new() { Attempts = 4 } };
        scene.Script = _ => ScriptedReply.Failure(Outcome.Overloaded, 503);

        var failure = await scene.FailAsync();

        Assert.Equal(4, failure.Attempts.Count);
        Assert.Equal(["a/one", "b/two", "c/three"], failure.Attempts.Take(3).Select(attempt => attempt.Model));
        Assert.Equal((503, "upstream_overloaded"), (failure.HttpStatus, failure.Code));
    }

    [Fact]
    public async Task NoTimePassesWhileAnotherCandidateIsReady()
    {
        await using var scene = new Scene("a/one", "b/two", "c/three");
        scene["a"].Then(ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromSeconds(5) });
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500));

        Assert.Equal(TimeSpan.Zero, (await scene.AskAsync()).Duration);
    }

    [Theory]
    [InlineData(0, 2.0)]
    [InlineData(1, 2.25)]
    public async Task RetryAfterIsHonouredAndNeverUndercutByJitter(double jitter, double seconds)
    {
        await using var scene = new Scene("a/one") { Jitter = jitter };
        scene["a"].Then(ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromSeconds(2) });

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await scene.AskAsync()).Duration);
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(0.4, 350)]
    public async Task WithoutRetryAfterTheBackOffIsShortAndSpread(double jitter, double milliseconds)
    {
        await using var scene = new Scene("a/one") { Jitter = jitter };
        scene["a"].Then(ScriptedReply.Failure(Outcome.Overloaded, 529));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), (await scene.AskAsync()).Duration);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(long.MaxValue / TimeSpan.TicksPerSecond)]
    public async Task ARetryAfterBeyondTheDeadlineFailsAtOnce(long seconds)
    {
        await using var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromSeconds(seconds) });
        var started = scene.Time.GetTimestamp();

        var failure = await scene.FailAsync();

        Assert.Equal(429, failure.HttpStatus);
        Assert.Equal(TimeSpan.Zero, scene.Time.GetElapsedTime(started));
    }

    [Fact]
    public async Task TheCeilingLimitsTheTokensOfEachAttempt()
    {
        // 0.0061 USD: the request of a few tokens, and 600 tokens of output at 10 USD a million.
        await using var scene = Priced(0.0061m);
        scene["a"].Then(ScriptedReply.Failure(Outcome.TimedOut) with { Usage = new() { InputTokens = 100, OutputTokens = 300 } });

        var result = await scene.AskAsync();

        var (first, second) = (MaxTokens(scene["a"]), MaxTokens(scene["b"]));
        Assert.InRange(first, 550, 610);
        Assert.InRange(second, first - 310 - 10, first - 310 + 10);
        Assert.Equal(0.0031m, result.Attempts[0].Cost);
    }

    [Fact]
    public async Task ACeilingThatPaysForMoreThanModelsCanWriteAsksForNoMore()
    {
        await using var scene = Priced(5m);

        await scene.AskAsync();

        Assert.Equal(8192, MaxTokens(scene["a"]));
    }

    [Fact]
    public async Task AnAttemptOfUnknownCostCountsAtItsWorst()
    {
        await using var scene = Priced(0.006m);
        scene["a"].Then(ScriptedReply.Failure(Outcome.Truncated));

        var failure = await scene.FailAsync();

        Assert.Single(failure.Attempts);
        Assert.Empty(scene["b"].Requests);
    }

    [Fact]
    public async Task AnAttemptOfUnknownCostCountsAtItsWorstAlsoWhereTheModelsOwnLimitHolds()
    {
        await using var scene = Priced(0.0075m, maxOutput: 400);
        scene["a"].Then(ScriptedReply.Failure(Outcome.Truncated));

        await scene.AskAsync();

        Assert.DoesNotContain("max_completion_tokens", scene["a"].Requests.Single().Body, StringComparison.Ordinal);
        Assert.InRange(MaxTokens(scene["b"]), 330, 350);
    }

    [Fact]
    public async Task ACandidateWithoutAPriceCannotKeepACeiling()
    {
        await using var scene = new Scene("a/one") { Limits = new() { CostUsd = 1 } };

        var failure = await scene.FailAsync();

        Assert.Empty(failure.Attempts);
        Assert.Equal(503, failure.HttpStatus);
        Assert.Contains("a/one: it has no known price", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARequestTooLongForAllIsTheCallersToShorten()
    {
        await using var scene = new Scene("a/one") { Describe = model => model with { ContextWindow = 2 } };

        var failure = await scene.FailAsync();

        Assert.Equal((Outcome.ContextTooLong, 400, "context_length_exceeded"), (failure.Outcome, failure.HttpStatus, failure.Code));
        Assert.Empty(scene["a"].Requests);
    }

    private static int MaxTokens(ScriptedProvider provider)
    {
        using var body = System.Text.Json.JsonDocument.Parse(provider.Requests.Single().Body);
        return body.RootElement.GetProperty("max_completion_tokens").GetInt32();
    }

    private static Scene Priced(decimal ceiling, int? maxOutput = null) => new("a/one", "b/two")
    {
        Limits = new() { CostUsd = ceiling },
        Describe = model => model with { Price = s_price, MaxOutput = maxOutput },
    };
}
