using System.Runtime.CompilerServices;
using Switchyard.Sdk;

namespace Switchyard.Plugins.Tests;

/// <summary>Methods built by the SDK's pooling builder behave as other asynchronous methods do.</summary>
public sealed class PooledMethodBuilderTests
{
    private static readonly AsyncLocal<int> s_local = new();

    [BoundedFact]
    public async Task A_method_that_never_waits_returns_its_result()
    {
        var task = AddAsync(1, 2, waits: 0);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(3, await task);
    }

    [BoundedFact]
    public async Task A_method_that_waits_often_returns_its_result()
    {
        var task = AddAsync(1, 2, waits: 50);
        Assert.Equal(3, await task);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_exception_reaches_the_caller_with_its_stack(int waits)
    {
        var exception = await Assert.ThrowsAsync<InvalidDataException>(async () => await AddAsync(-1, 2, waits));
        Assert.Contains(nameof(AddAsync), exception.StackTrace);
    }

    [BoundedFact]
    public async Task Cancellation_is_seen_as_such()
    {
        using var source = new CancellationTokenSource();
        var task = WaitAsync(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
    }

    [BoundedFact]
    public async Task The_result_is_given_once()
    {
        var task = AddAsync(1, 2, waits: 1);
        Assert.Equal(3, await task);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await task);
    }

    [BoundedFact]
    public async Task Asking_too_early_throws_and_does_no_harm()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = AfterAsync(gate.Task);
        Assert.Throws<InvalidOperationException>(() => task.GetAwaiter().GetResult());
        gate.SetResult();
        Assert.Equal(1, await task);
    }

    [BoundedFact]
    public async Task The_callers_context_flows_in_and_what_the_method_changes_does_not_flow_out()
    {
        s_local.Value = 7;
        Assert.Equal((7, 8), await ChangeAsync(waits: 0));
        Assert.Equal(7, s_local.Value);
        Assert.Equal((7, 8), await ChangeAsync(waits: 3));
        Assert.Equal(7, s_local.Value);
    }

    [BoundedFact]
    public async Task A_thousand_at_once_do_not_mix_up_their_results()
    {
        var rounds = Enumerable.Range(0, 1000).Select(number => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
                Assert.Equal(number + round, await AddAsync(number, round, waits: (number % 3) + 1));
        }));
        await Task.WhenAll(rounds);
    }

    [BoundedFact]
    public Task A_steady_state_call_allocates_nothing()
    {
        // Completed on this very thread, whose bytes nobody else adds to.
        var gate = new ManualGate();
        for (var call = 0; call < 100; call++)
            Assert.Equal(5, Pass(gate));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
            _ = Pass(gate);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        return Task.CompletedTask;
    }

    private static int Pass(ManualGate gate)
    {
        // By hand, because a debug build makes the compiler's state machines classes.
        var machine = new GateMachine { Builder = PooledMethodBuilder<int>.Create(), Gate = gate };
        machine.Builder.Start(ref machine);
        var task = machine.Builder.Task;
        gate.Open();
        return task.GetAwaiter().GetResult();
    }

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private static async ValueTask<int> AddAsync(int left, int right, int waits)
    {
        for (var wait = 0; wait < waits; wait++)
            await Task.Yield();
        return left < 0 ? throw new InvalidDataException("negative") : left + right;
    }

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private static async ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private static async ValueTask<int> AfterAsync(Task gate)
    {
        await gate;
        return 1;
    }

    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private static async ValueTask<(int Before, int After)> ChangeAsync(int waits)
    {
        for (var wait = 0; wait < waits; wait++)
            await Task.Yield();
        var before = s_local.Value;
        s_local.Value = before + 1;
        for (var wait = 0; wait < waits; wait++)
            await Task.Yield();
        return (before, s_local.Value);
    }

    private struct GateMachine : IAsyncStateMachine
    {
        public PooledMethodBuilder<int> Builder;
        public ManualGate Gate;
        private bool _waited;

        public void MoveNext()
        {
            if (_waited)
            {
                Builder.SetResult(5);
                return;
            }

            _waited = true;
            var gate = Gate;
            Builder.AwaitUnsafeOnCompleted(ref gate, ref this);
        }

        public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }
    }

    /// <summary>An awaitable that is opened by hand, over and over.</summary>
    private sealed class ManualGate : ICriticalNotifyCompletion
    {
        private Action? _continuation;

        public bool IsCompleted => false;

        public ManualGate GetAwaiter() => this;

        public void Open() => Interlocked.Exchange(ref _continuation, null)!();

        public void OnCompleted(Action continuation) => _continuation = continuation;

        public void UnsafeOnCompleted(Action continuation) => _continuation = continuation;

        public void GetResult()
        {
        }
    }
}
