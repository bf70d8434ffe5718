using System.Threading.Tasks.Sources;

namespace Switchyard.Allocations;

/// <summary>A result that always comes later, on a thread of the pool, and costs no memory. One wait at a time.</summary>
internal sealed class AsyncAnswer<T> : IValueTaskSource<T>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<T> _core;
    private T _result = default!;

    public ValueTask<T> Later(T result)
    {
        _core.Reset();
        _result = result;
        var task = new ValueTask<T>(this, _core.Version);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return task;
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(_result);

    T IValueTaskSource<T>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
