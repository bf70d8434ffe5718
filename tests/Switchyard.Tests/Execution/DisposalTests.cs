using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>A router that is disposed while calls are under way: each ends at once, with one clear error.</summary>
public sealed class DisposalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnAttemptEndsAtOnce(bool isStubborn)
    {
        var ledger = new MemoryLedger();
        var scene = SceneOf(isStubborn, ledger);
        scene["a"].Then(ScriptedReply.Silence());
        var call = scene.Begin().CompleteAsync(Token).AsTask();

        await scene.DisposeAsync();

        await AssertDisposedAsync(call);
        Assert.Empty(scene["b"].Requests);
        Assert.Equal([Outcome.Cancelled], ledger.Snapshot().Single().Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task APauseEndsAtOnce()
    {
        var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromSeconds(10) });
        var call = scene.Begin().CompleteAsync(Token).AsTask();

        await scene.DisposeAsync();

        await AssertDisposedAsync(call);
        Assert.Single(scene["a"].Requests);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public async Task AStreamEndsAtOnce(int pieces, bool isStubborn)
    {
        var ledger = new MemoryLedger();
        var scene = SceneOf(isStubborn, ledger);
        scene["a"].Then(ScriptedReply.Answer("x", "y") with { SilentAfter = pieces });
        var stream = scene.Begin().StreamAsync(Token).GetAsyncEnumerator(Token);
        for (var piece = 0; piece < pieces; piece++)
            Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();

        await scene.DisposeAsync();

        await AssertDisposedAsync(next);
        await stream.DisposeAsync();
        Assert.Empty(scene["b"].Requests);
        Assert.Equal(Outcome.Cancelled, ledger.Snapshot().Single().Call.Outcome);
    }

    [Fact]
    public async Task AStreamThatIsNotBeingReadEndsWithItsNextRead()
    {
        var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Answer("x", "y"));
        var stream = scene.Begin().StreamAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await stream.MoveNextAsync());

        await scene.DisposeAsync();

        await AssertDisposedAsync(stream.MoveNextAsync().AsTask());
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task ACallThatWasBegunBeforeEndsWhenItIsMade()
    {
        var scene = new Scene("a/one");
        var call = scene.Begin();

        await scene.DisposeAsync();

        await AssertDisposedAsync(call.CompleteAsync(Token).AsTask());
        Assert.Empty(scene["a"].Requests);
    }

    private static async Task AssertDisposedAsync(Task call)
    {
        Assert.True(call.IsCompleted);
        var exception = await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        Assert.StartsWith("The router was disposed during a call of Tests.Scene; dispose it after the last call.", exception.Message, StringComparison.Ordinal);
    }

    private static Scene SceneOf(bool isStubborn, ILedger ledger)
    {
        var scene = new Scene("a/one", "b/two") { Ledger = ledger };
        if (isStubborn)
            scene.Others["a"] = new StubbornProvider(scene["a"]);
        return scene;
    }
}
