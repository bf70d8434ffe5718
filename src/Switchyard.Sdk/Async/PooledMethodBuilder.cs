using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Switchyard.Sdk;

/// <summary>
/// Builds asynchronous methods whose state machines are pooled, as the runtime's own pooling builder does, but without a thread static:
/// for code that is unloaded.
/// </summary>
/// <remarks>
/// The runtime's builder keeps a state machine per thread. In a plugin that makes the field belong to a collectible assembly, and .NET 10.0
/// may end the process with a segmentation fault when a thread exits while such an assembly is being unloaded.
/// Apply it with <c>[AsyncMethodBuilder(typeof(PooledMethodBuilder&lt;&gt;))]</c>. As with every pooled <see cref="ValueTask{TResult}"/>,
/// the result is awaited once only.
/// </remarks>
/// <typeparam name="TResult">What the method returns.</typeparam>
[StructLayout(LayoutKind.Auto)]
public struct PooledMethodBuilder<TResult>
{
    private AsyncValueTaskMethodBuilder<TResult> _start;
    private PooledResult<TResult>? _method;
    private TResult _result;

    /// <summary>The task of the method, as the compiler's contract for builders asks.</summary>
    public readonly ValueTask<TResult> Task => _method is null ? new(_result) : _method.Task;

    /// <summary>Makes a builder.</summary>
    public static PooledMethodBuilder<TResult> Create() => default;

    /// <summary>Runs the method up to its first suspension.</summary>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="stateMachine">The state machine.</param>
    // The runtime's builder puts back what the method changed in the caller's execution context.
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => _start.Start(ref stateMachine);

    /// <summary>Does nothing: the state machine is copied when the method suspends.</summary>
    /// <param name="stateMachine">Not used.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>Ends the method with a result.</summary>
    /// <param name="result">The result.</param>
    public void SetResult(TResult result)
    {
        if (_method is null)
            _result = result;
        else
            _method.SetResult(result);
    }

    /// <summary>Ends the method with an exception.</summary>
    /// <param name="exception">The exception.</param>
    public void SetException(Exception exception) => (_method ??= new PooledResult<TResult>()).SetException(exception);

    /// <summary>Suspends the method until an awaiter completes.</summary>
    /// <typeparam name="TAwaiter">The awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="awaiter">What is awaited.</param>
    /// <param name="stateMachine">The state machine.</param>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Suspend(ref stateMachine));

    /// <summary>Suspends the method until an awaiter completes.</summary>
    /// <typeparam name="TAwaiter">The awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The method's state machine.</typeparam>
    /// <param name="awaiter">What is awaited.</param>
    /// <param name="stateMachine">The state machine.</param>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Suspend(ref stateMachine));

    private Action Suspend<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_method is SuspendedMethod<TResult, TStateMachine> suspended)
            return suspended.CaptureContext();

        // Before the copy: this builder is a field of what is copied.
        var method = SuspendedMethod<TResult, TStateMachine>.Rent();
        _method = method;
        method.StateMachine = stateMachine;
        return method.CaptureContext();
    }
}
