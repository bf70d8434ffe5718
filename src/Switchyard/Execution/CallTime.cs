namespace Switchyard;

/// <summary>When a call began, when it must be over, and whose it is.</summary>
internal abstract class CallTime(TimeProvider time)
{
    private CancellationToken _caller;
    private long _started;
    private TimeSpan _deadline;

    /// <summary>The caller's own token.</summary>
    public CancellationToken Caller => _caller;

    public bool CallerGaveUp => _caller.IsCancellationRequested;

    public long Now => time.GetTimestamp();

    public TimeSpan Elapsed => ElapsedAt(Now);

    public TimeSpan Remaining => RemainingAt(Now);

    // Asking for the time is not free: whoever has just asked hands the answer on.
    public TimeSpan ElapsedAt(long now) => time.GetElapsedTime(_started, now);

    public TimeSpan RemainingAt(long now) => _deadline - ElapsedAt(now);

    protected void Begin(long now, TimeSpan deadline, CancellationToken caller) => (_started, _deadline, _caller) = (now, deadline, caller);

    protected void BeginWith(CallTime other) => Begin(other._started, other._deadline, other._caller);

    /// <summary>Lets go of the caller. The time goes on.</summary>
    protected void Forget() => _caller = default;
}
