namespace Switchyard.Tests.Execution;

/// <summary>Providers that keep their caller's thread instead of returning a task.</summary>
public sealed class BlockingProviderTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public enum Where
    {
        Complete,
        Open,
        Read,
    }

    [Theory]
    [InlineData(Where.Complete)]
    [InlineData(Where.Open)]
    [InlineData(Where.Read)]
    public async Task OnceSeenToBlockItIsAbandonedLikeAnyOther(Where where)
    {
        using var gate = new Gate();
        await using var scene = SceneOf(gate, where);

        // The first one's thread cannot be taken away from it.
        var first = Task.Run(() => AskAsync(scene, where), Token);
        await gate.EnteredAsync();
        PassTheLimit(scene);
        Assert.False(first.IsCompleted);

        var second = AskAsync(scene, where);
        await gate.EnteredAsync();
        PassTheLimit(scene);
        Assert.Equal("ok", await second.WaitAsync(s_patience, Token));

        // When it has its thread back, the first one's deadline has passed too.
        gate.Open();
        var failure = await Record.ExceptionAsync(() => first.WaitAsync(s_patience, Token));
        Assert.Equal(where != Where.Complete, failure is RoutingException { Outcome: Outcome.TimedOut });
        Assert.Equal(0, scene.StatusOf("a/one").InFlight);
    }

    [Fact]
    public async Task ItIsTrustedAgainOnceRestored()
    {
        using var gate = new Gate();
        await using var scene = SceneOf(gate, Where.Complete);
        var first = Task.Run(() => AskAsync(scene, Where.Complete), Token);
        await gate.EnteredAsync();
        PassTheLimit(scene);
        gate.Open();
        await first.WaitAsync(s_patience, Token);

        var thread = 0;
        gate.Entered = () => thread = Environment.CurrentManagedThreadId;
        var asker = Environment.CurrentManagedThreadId;
        await AskAsync(scene, Where.Complete).WaitAsync(s_patience, Token);
        Assert.NotEqual(asker, thread);

        scene.Router.Health.Restore("a");
        var here = Environment.CurrentManagedThreadId;
        var call = AskAsync(scene, Where.Complete);
        Assert.Equal(here, thread);
        Assert.Equal("late", await call);
    }

    private static void PassTheLimit(Scene scene)
    {
        scene.Time.Advance(scene.Limits.Attempt);
        scene.Time.Advance(CallClock.Grace);
    }

    private static async Task<string> AskAsync(Scene scene, Where where) => where == Where.Complete
        ? await scene.Begin().CompleteAsync(Token)
        : string.Concat(await scene.Begin().StreamAsync(Token).ToListAsync(Token));

    private static Scene SceneOf(Gate gate, Where where) => new("a/one", "b/two")
    {
        Others =
        {
            ["a"] = new MisbehavingProvider
            {
                Complete = (_, reply) =>
                {
                    gate.Pass();
                    System.Buffers.BuffersExtensions.Write(
                        reply, """{"choices":[{"index":0,"message":{"role":"assistant","content":"late"},"finish_reason":"stop"}]}"""u8);
                    return new(new ProviderResult(Outcome.Completed) { FinishReason = FinishReason.Stop });
                },
                Open = _ =>
                {
                    if (where == Where.Open)
                        gate.Pass();
                    return new(new MisbehavingProvider.Stream
                    {
                        Read = _ =>
                        {
                            if (where == Where.Read)
                                gate.Pass();
                            return new(false);
                        },
                    });
                },
            },
        },
    };

    /// <summary>Where the provider's threads stand until it is opened.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly SemaphoreSlim _entered = new(0);

        public Action? Entered { get; set; }

        public void Open() => _open.Set();

        public Task EnteredAsync() => _entered.WaitAsync(Token);

        public void Pass()
        {
            Entered?.Invoke();
            _entered.Release();
            _open.Wait(s_patience);
        }

        public void Dispose()
        {
            _open.Set();
            _entered.Dispose();
        }
    }
}
