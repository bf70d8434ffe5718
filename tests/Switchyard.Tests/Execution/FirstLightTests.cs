using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

public sealed class FirstLightTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswersFromTheFirstCandidate()
    {
        var (a, b) = (new ScriptedProvider(), new ScriptedProvider());
        await using var router = TestCalls.Pair(a.Then(ScriptedReply.Answer("Guten Tag")), b);

        var result = await TestCalls.AskAsync(router, Token);

        Assert.Equal("Guten Tag", result.Value);
        Assert.Equal("a/one", result.Model);
        Assert.Empty(b.Requests);
        Assert.Equal("""{"model":"one","messages":[{"role":"user","content":"hello"}]}""", a.Requests.Single().Body);
    }

    [Theory]
    [InlineData(Outcome.RateLimited, 429)]
    [InlineData(Outcome.Overloaded, 503)]
    [InlineData(Outcome.ServerError, 500)]
    [InlineData(Outcome.NetworkError, 0)]
    [InlineData(Outcome.AuthenticationFailed, 401)]
    [InlineData(Outcome.InvalidReply, 200)]
    [InlineData(Outcome.Truncated, 200)]
    public async Task FailsOverToTheNext(Outcome outcome, int status)
    {
        var a = new ScriptedProvider().Then(ScriptedReply.Failure(outcome, status));
        await using var router = TestCalls.Pair(a, new());

        var result = await TestCalls.AskAsync(router, Token);

        Assert.Equal("b/two", result.Model);
        Assert.Equal([outcome, Outcome.Completed], result.Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task InvalidRequestEndsTheCall()
    {
        var (a, b) = (new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.InvalidRequest, 400)), new ScriptedProvider());
        await using var router = TestCalls.Pair(a, b);

        var failure = await Assert.ThrowsAsync<RoutingException>(() => TestCalls.AskAsync(router, Token).AsTask());

        Assert.Equal((Outcome.InvalidRequest, 400), (failure.Outcome, failure.HttpStatus));
        Assert.Empty(b.Requests);
    }

    [Fact]
    public async Task StreamsPieceByPiece()
    {
        var a = new ScriptedProvider().Then(ScriptedReply.Answer("one ", "two ", "three"));
        await using var router = TestCalls.Pair(a, new());

        var pieces = await TestCalls.Begin(router).StreamAsync(Token).ToListAsync(Token);

        Assert.Equal(["one ", "two ", "three"], pieces);
        Assert.EndsWith(""","stream":true,"stream_options":{"include_usage":true}}""", a.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamFailsOverBeforeTheFirstText()
    {
        var a = new ScriptedProvider().Then(ScriptedReply.Failure(Outcome.Truncated) with { Pieces = [""] });
        await using var router = TestCalls.Pair(a, new());

        Assert.Equal(["ok"], await TestCalls.Begin(router).StreamAsync(Token).ToListAsync(Token));
    }
}
