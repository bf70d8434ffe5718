namespace Switchyard;

/// <summary>The token of an attempt: used again as long as nobody cancelled it.</summary>
internal sealed class AttemptToken(RouterLog? log)
{
    private CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    /// <summary>To be cancelled by whoever takes it, outside of any lock.</summary>
    public CancellationTokenSource Source => _source;

    /// <summary>Makes it fit for the next attempt.</summary>
    /// <param name="isSpent">Whether it was cancelled, or a thread is just about to cancel it: it is then left to that thread.</param>
    public void Renew(bool isSpent)
    {
        if (isSpent || !_source.TryReset())
            _source = new();
    }

    /// <summary>
    /// A provider may have left a callback on its token that throws. On the timer's thread that would end the process, on the caller's it would
    /// surface in a Cancel that has nothing to do with it.
    /// </summary>
    public void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            log?.CallbackFailed(exception.InnerException?.GetType().FullName);
        }
    }
}
