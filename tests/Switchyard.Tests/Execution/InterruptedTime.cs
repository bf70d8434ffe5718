using Microsoft.Extensions.Time.Testing;

namespace Switchyard.Tests.Execution;

/// <summary>
/// Virtual time whose timers let something else happen in the moment in which they are set: stands for another thread that is quicker than the one
/// that sets the timer.
/// </summary>
internal sealed class InterruptedTime : FakeTimeProvider
{
    /// <summary>What happens when a timer is set the next time; once.</summary>
    public Action? Interruption { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, base.CreateTimer(callback, state, dueTime, period));

    private void Interrupt()
    {
        var interruption = Interruption;
        Interruption = null;
        interruption?.Invoke();
    }

    private sealed class Timer(InterruptedTime time, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Interrupt();
            return inner.Change(dueTime, period);
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
