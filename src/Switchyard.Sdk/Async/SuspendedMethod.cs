using System.Runtime.CompilerServices;

namespace Switchyard.Sdk;

/// <summary>A method that waits: its state machine, and how it goes on.</summary>
internal sealed class SuspendedMethod<TResult, TStateMachine> : PooledResult<TResult>
    where TStateMachine : IAsyncStateMachine
{
    // As many as run at once on a server that is busy; a method beyond that costs an allocation.
    private static readonly SuspendedMethod<TResult, TStateMachine>?[] s_pool = new SuspendedMethod<TResult, TStateMachine>?[64];

    private static readonly ContextCallback s_moveNext = static state => ((SuspendedMethod<TResult, TStateMachine>)state!).StateMachine!.MoveNext();

    private readonly Action _resume;
    private ExecutionContext? _context;

    private SuspendedMethod() => _resume = Resume;

    // A field, because a state machine is a struct that changes in place.
    public TStateMachine? StateMachine;

    public static SuspendedMethod<TResult, TStateMachine> Rent()
    {
        var pool = s_pool;
        for (var probe = 0; probe < pool.Length; probe++)
        {
            if (pool[probe] is not null && Interlocked.Exchange(ref pool[probe], null) is { } method)
                return method;
        }

        return new();
    }

    /// <summary>Takes note of the caller's execution context, which may have changed since the last suspension.</summary>
    /// <returns>What goes on with the method.</returns>
    public Action CaptureContext()
    {
        _context = ExecutionContext.Capture();
        return _resume;
    }

    protected override void Return()
    {
        StateMachine = default;
        _context = null;
        var pool = s_pool;
        for (var probe = 0; probe < pool.Length; probe++)
        {
            if (pool[probe] is null && Interlocked.CompareExchange(ref pool[probe], this, null) is null)
                return;
        }
    }

    private void Resume()
    {
        if (_context is { } context)
            ExecutionContext.Run(context, s_moveNext, this);
        else
            StateMachine!.MoveNext();
    }
}
