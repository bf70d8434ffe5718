namespace Switchyard.Allocations;

/// <summary>A clock that stands still: nobody is ever late, however busy the machine is.</summary>
internal sealed class StandingTime : TimeProvider
{
    public override long GetTimestamp() => 1;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
