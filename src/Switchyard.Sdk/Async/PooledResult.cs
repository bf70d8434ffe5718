using System.Threading.Tasks.Sources;

namespace Switchyard.Sdk;

/// <summary>The result of a suspended method, as its task sees it; goes back to its pool when the result was taken.</summary>
internal class PooledResult<TResult> : IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _core;

    public ValueTask<TResult> Task => new(this, _core.Version);

    public void SetResult(TResult result) => _core.SetResult(result);

    public void SetException(Exception exception) => _core.SetException(exception);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    public TResult GetResult(short token)
    {
        // Who asks too early or twice gets the exception, and must not give back what someone else may hold by now.
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The method has not ended yet.");

        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Return();
        }
    }

    /// <summary>Gives the object back. This class is for methods that fail before they suspend, and is not pooled.</summary>
    protected virtual void Return()
    {
    }
}
