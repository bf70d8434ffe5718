using System.Buffers;
using System.Text;
using Switchyard.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>Providers that throw, return nothing, or do not heed their cancelled token.</summary>
public sealed class MisbehaviourTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"late"},"finish_reason":"stop"}]}""";

    private static readonly ProviderResult s_completed = new(Outcome.Completed) { FinishReason = FinishReason.Stop };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnExceptionIsAFailureLikeAnother(bool isSynchronous)
    {
        var exception = new InvalidOperationException("broken");
        await using var scene = SceneWith(new()
        {
            Complete = (_, _) => isSynchronous ? throw exception : ValueTask.FromException<ProviderResult>(exception),
            Open = _ => isSynchronous ? throw exception : ValueTask.FromException<ProviderStream>(exception),
        });

        var result = await scene.AskAsync();
        Assert.Equal([Outcome.ServerError, Outcome.Completed], result.Attempts.Select(attempt => attempt.Outcome));
        Assert.Contains("InvalidOperationException: broken", result.Attempts[0].Detail, StringComparison.Ordinal);
        Assert.Equal(["ok"], await scene.StreamAsync());
        Assert.Equal((2, 0), (scene.StatusOf("a/one").Failures, scene.StatusOf("a/one").InFlight));
    }

    [Fact]
    public async Task NoResultAndNoStreamAreInvalidReplies()
    {
        await using var scene = SceneWith(new() { Complete = (_, _) => default, Open = _ => default });

        var result = await scene.AskAsync();
        Assert.Equal(Outcome.InvalidReply, result.Attempts[0].Outcome);
        Assert.Equal(["ok"], await scene.StreamAsync());
    }

    [Theory]
    [InlineData("", FinishReason.Stop, Outcome.InvalidReply)]
    [InlineData("{", FinishReason.Stop, Outcome.InvalidReply)]
    [InlineData("""{"choices":[]}""", FinishReason.Stop, Outcome.InvalidReply)]
    [InlineData(Answer, FinishReason.None, Outcome.Truncated)]
    [InlineData(Answer, FinishReason.ContentFilter, Outcome.ContentFiltered)]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"No."}}]}""", FinishReason.Stop, Outcome.ContentFiltered)]
    [InlineData("""{"choices":[{"message":{"content":"","refusal":"No."}}]}""", FinishReason.Stop, Outcome.ContentFiltered)]
    public async Task WhatIsCalledCompletedButIsNotFails(string json, FinishReason finish, Outcome expected)
    {
        await using var scene = SceneWith(
            new()
            {
                Complete = (_, reply) =>
                {
                    reply.Write(Encoding.UTF8.GetBytes(json));
                    return new(s_completed with { FinishReason = finish });
                },
            },
            new() { Strategy = RoutingStrategy.Ordered, NextOnContentFiltered = true });

        Assert.Equal([expected, Outcome.Completed], (await scene.AskAsync()).Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task ALengthLimitIsNoFailureButNoStructuredAnswer()
    {
        await using var scene = new Scene("a/one", "b/two");
        var cut = ScriptedReply.Answer("12") with { FinishReason = FinishReason.Length };
        scene["a"].Then(cut, cut);

        Assert.Equal("12", (await scene.AskAsync()).Value);

        var number = await scene.FinishAsync(scene.Begin().CompleteResultAsync(
            static (ReadOnlySpan<byte> text, out int value) => (value = text.Length) > 0, Token).AsTask());
        Assert.Equal([Outcome.InvalidReply, Outcome.Completed], number.Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task AFailureSaysWhatWasWrongWithTheLastAnswerAndNothingOfIt()
    {
        await using var scene = new Scene("a/one", "b/two") { Limits = new() { Attempts = 2 } };
        scene["a"].Then(ScriptedReply.Answer("sk-1") with { FinishReason = FinishReason.Length }, ScriptedReply.Answer("{sk-1"));
        scene["b"].Then(ScriptedReply.Failure(Outcome.ServerError, 500), ScriptedReply.Answer("sk-1"));

        var cut = await Assert.ThrowsAsync<RoutingException>(AskAsync);
        Assert.Equal(
            "Tests.Scene got no answer from 2 attempts: a/one InvalidReply [HTTP 200], b/two ServerError [HTTP 500]. What was wrong with the last answer: It was cut off by the limit of tokens.",
            cut.Message);
        var refused = await Assert.ThrowsAsync<RoutingException>(AskAsync);
        Assert.EndsWith(" What was wrong with the last answer: It is not what the task reads.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", refused.Message, StringComparison.Ordinal);

        Task<RoutedResult<int>> AskAsync() => scene.FinishAsync(scene.Begin().CompleteResultAsync(
            static (ReadOnlySpan<byte> text, out int value) => (value = System.Text.Json.JsonDocument.Parse(text.ToArray()).RootElement.GetArrayLength()) > 0, Token).AsTask());
    }

    [Fact]
    public async Task AProviderThatDoesNotHeedItsTokenIsAbandonedAndHarmsNobody()
    {
        var late = new TaskCompletionSource<ProviderResult>();
        (ProviderRequest Request, IBufferWriter<byte>? Reply) kept = default;
        await using var scene = SceneWith(new()
        {
            Complete = (request, reply) =>
            {
                kept = (request, reply);
                return new(late.Task);
            },
        });
        var started = scene.Time.GetTimestamp();

        var result = await scene.AskAsync();

        Assert.Equal((Outcome.TimedOut, TimeLimit.Attempt), (result.Attempts[0].Outcome, result.Attempts[0].TimeLimit));
        Assert.Equal(scene.Limits.Attempt + CallClock.Grace, scene.Time.GetElapsedTime(started));

        // What it was given is still as it was, whoever calls now; and what it brings at last reaches nobody.
        var asked = Encoding.UTF8.GetString(kept.Request.Body.Span);
        scene.Router.Health.Isolate("a");
        scene.Script = _ =>
        {
            kept.Reply!.Write(Encoding.UTF8.GetBytes(Answer));
            late.TrySetResult(s_completed);
            return ScriptedReply.Answer("mine");
        };
        Assert.Equal("mine", await scene.FinishAsync(scene.Begin("another request").CompleteAsync(Token).AsTask()));
        Assert.Equal(asked, Encoding.UTF8.GetString(kept.Request.Body.Span));
        Assert.Contains("hello", asked, StringComparison.Ordinal);
        Assert.Equal(0, scene.StatusOf("a/one").InFlight);
    }

    [Fact]
    public async Task ACallerWhoGivesUpDoesNotWaitForAProviderThatDoesNotHeedIt()
    {
        await using var scene = SceneWith(new() { Complete = (_, _) => new(new TaskCompletionSource<ProviderResult>().Task) });
        using var caller = new CancellationTokenSource();
        var call = scene.Begin().CompleteAsync(caller.Token).AsTask();

        await caller.CancelAsync();
        Assert.False(call.IsCompleted);
        scene.Time.Advance(CallClock.Grace);

        Assert.True(call.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, scene.StatusOf("a/one").Failures);
    }

    [Fact]
    public async Task AnAbandonedStreamIsDisposedWhenItsReadIsOver()
    {
        var late = new TaskCompletionSource<bool>();
        var stream = new MisbehavingProvider.Stream { Read = _ => new(late.Task) };
        await using var scene = SceneWith(new() { Open = _ => new(stream) });

        Assert.Equal(["ok"], await scene.StreamAsync());

        Assert.Equal(0, stream.Disposed);
        late.SetResult(true);
        Assert.Equal(1, stream.Disposed);
    }

    [Fact]
    public async Task AStreamThatOpensTooLateIsDisposed()
    {
        var late = new TaskCompletionSource<ProviderStream>();
        var stream = new MisbehavingProvider.Stream { Read = static _ => new(false) };
        await using var scene = SceneWith(new() { Open = _ => new(late.Task) });

        Assert.Equal(["ok"], await scene.StreamAsync());

        late.SetResult(stream);
        Assert.Equal(1, stream.Disposed);
    }

    [Fact]
    public async Task AStreamThatThrowsWhereverItCanFailsOver()
    {
        var stream = new MisbehavingProvider.Stream
        {
            Read = static _ => new(false),
            Dispose = static () => throw new InvalidOperationException("broken"),
        };
        await using var scene = SceneWith(new() { Open = _ => new(stream) });

        Assert.Equal(["ok"], await scene.StreamAsync());
        Assert.Equal((1, 0), (scene.StatusOf("a/one").Failures, scene.StatusOf("a/one").InFlight));
    }

    [Fact]
    public async Task AStreamThatDoesNotCloseHoldsNobodyUp()
    {
        var stream = new MisbehavingProvider.Stream
        {
            Read = static _ => new(false),
            Dispose = static () => new(new TaskCompletionSource().Task),
        };
        await using var scene = SceneWith(new() { Open = _ => new(stream) });
        var started = scene.Time.GetTimestamp();

        Assert.Equal(["ok"], await scene.StreamAsync());
        Assert.Equal(CallClock.Grace, scene.Time.GetElapsedTime(started));
    }

    [Fact]
    public async Task AReaderThatThrowsIsTheApplicationsFaultAndBookedAsAnAnswer()
    {
        await using var scene = new Scene("a/one", "b/two");
        ReplyReader<int> reader = static (ReadOnlySpan<byte> text, out int value) => throw new FormatException("mine");

        await Assert.ThrowsAsync<FormatException>(() => scene.FinishAsync(scene.Begin().CompleteAsync(reader, Token).AsTask()));

        var status = scene.StatusOf("a/one");
        Assert.Equal((1, 0, 0), (status.Attempts, status.Failures, status.InFlight));
    }

    [Fact]
    public async Task ALedgerThatThrowsTakesNoAnswerAway()
    {
        await using var scene = new Scene("a/one") { Ledger = new ThrowingLedger() };

        Assert.Equal("ok", (await scene.AskAsync()).Value);
        Assert.Equal("ok", (await scene.AskAsync()).Value);
    }

    private static Scene SceneWith(MisbehavingProvider provider, RoutePolicy? route = null) =>
        new("a/one", "b/two") { Others = { ["a"] = provider }, Route = route ?? new() { Strategy = RoutingStrategy.Ordered } };

    private sealed class ThrowingLedger : ILedger
    {
        public void Record(in CallRecord call, ReadOnlySpan<Attempt> attempts) => throw new InvalidOperationException("broken");
    }
}
