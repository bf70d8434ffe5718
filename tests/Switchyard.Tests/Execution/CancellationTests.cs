using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>The caller gives up, at each stage; and nothing of one call is seen by the next.</summary>
public sealed class CancellationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeforeTheCallNobodyIsAsked()
    {
        await using var scene = new Scene("a/one");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.AskUntilAsync(new(canceled: true)));

        Assert.Empty(scene["a"].Requests);
    }

    [Fact]
    public async Task WhileWaitingBetweenAttempts()
    {
        await using var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Failure(Outcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromSeconds(10) });
        using var caller = new CancellationTokenSource();
        var call = scene.Begin().CompleteAsync(caller.Token).AsTask();
        scene.Time.Advance(TimeSpan.FromSeconds(5));

        await caller.CancelAsync();

        Assert.True(call.IsCompleted);
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, exception.CancellationToken);
        await NextCallIsSound(scene);
    }

    [Fact]
    public async Task InAnAttempt()
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Silence());
        using var caller = new CancellationTokenSource();
        var call = scene.Begin().CompleteAsync(caller.Token).AsTask();

        await caller.CancelAsync();

        Assert.True(call.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(scene["b"].Requests);
        await NextCallIsSound(scene);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task InAStream(int pieces)
    {
        await using var scene = new Scene("a/one", "b/two");
        scene["a"].Then(ScriptedReply.Answer("x", "y") with { SilentAfter = pieces });
        using var caller = new CancellationTokenSource();
        await using var stream = scene.Begin().StreamAsync(caller.Token).GetAsyncEnumerator(CancellationToken.None);
        for (var piece = 0; piece < pieces; piece++)
            Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync().AsTask();

        await caller.CancelAsync();

        Assert.True(next.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(0, scene.StatusOf("a/one").Failures);
        Assert.Empty(scene["b"].Requests);
        await NextCallIsSound(scene);
    }

    [Fact]
    public async Task EitherTokenOfAStreamEndsIt()
    {
        await using var scene = new Scene("a/one");
        foreach (var isFirst in (bool[])[true, false])
        {
            using var first = new CancellationTokenSource();
            using var second = new CancellationTokenSource();
            scene["a"].Then(ScriptedReply.Silence());
            await using var stream = scene.Begin().StreamAsync(first.Token).GetAsyncEnumerator(second.Token);
            var next = stream.MoveNextAsync().AsTask();

            await (isFirst ? first : second).CancelAsync();

            Assert.True(next.IsCompleted);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        }
    }

    [Fact]
    public async Task AStreamHalfReadIsClosedAndHurtsNobody()
    {
        await using var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Answer("x", "y"));

        await foreach (var _ in scene.Begin().StreamAsync(Token))
            break;

        var status = scene.StatusOf("a/one");
        Assert.Equal((1, 0, 0), (status.Attempts, status.Failures, status.InFlight));
        await NextCallIsSound(scene);
    }

    [Fact]
    public async Task AnOldStreamReachesNobodyElses()
    {
        await using var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Answer("old"), ScriptedReply.Answer("n", "e", "w"));
        var old = scene.Begin().StreamAsync(Token);
        var oldReader = old.GetAsyncEnumerator(Token);
        while (await oldReader.MoveNextAsync())
        {
        }

        await oldReader.DisposeAsync();

        // The next call uses what the old one gave back.
        var reader = scene.Begin().StreamAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        await oldReader.DisposeAsync();
        Assert.False(await oldReader.MoveNextAsync());
        Assert.Throws<InvalidOperationException>(() => old.GetAsyncEnumerator(Token));
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("e", reader.Current);
        await reader.DisposeAsync();
    }

    [Fact]
    public async Task AStreamIsReadByOneAtATime()
    {
        await using var scene = new Scene("a/one");
        scene["a"].Then(ScriptedReply.Answer("x") with { Delay = TimeSpan.FromSeconds(1) });
        var reader = scene.Begin().StreamAsync(Token).GetAsyncEnumerator(Token);
        var first = reader.MoveNextAsync().AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.MoveNextAsync().AsTask());
        await Assert.ThrowsAsync<NotSupportedException>(() => reader.DisposeAsync().AsTask());

        Assert.True(await scene.FinishAsync(first));
        await reader.DisposeAsync();
    }

    [Fact]
    public async Task ACallThatIsNeverMadeIsForgotten()
    {
        await using var scene = new Scene("a/one");
        Assert.Throws<FormatException>(() => scene.Begin("left behind").WriteFormatted(1.5, "Q"));

        await NextCallIsSound(scene);
    }

    private static async Task NextCallIsSound(Scene scene)
    {
        scene["a"].Then(ScriptedReply.Answer("sound"));
        Assert.Equal("sound", await scene.FinishAsync(scene.Begin("next").CompleteAsync(Token).AsTask()));
        Assert.Equal("""{"model":"one","messages":[{"role":"user","content":"next"}]}""", scene["a"].Requests[^1].Body);
    }
}
