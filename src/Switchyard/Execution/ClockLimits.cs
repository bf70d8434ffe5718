namespace Switchyard;

/// <summary>What holds in a call at the moment and until when: limits, pauses and grace, one after the other, on one timer. Guarded by the lock of its clock.</summary>
/// <param name="time">The clock.</param>
/// <param name="fired">Called on the timer's thread; is to ask <see cref="Advance"/>.</param>
internal sealed class ClockLimits(TimeProvider time, Action fired)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    private readonly LazyTimer _timer = new(time, fired);
    private readonly Lateness _late = new();
    private long _dueAt;

    public ClockStage Stage { get; private set; }

    /// <summary>The limit that holds, or that has passed.</summary>
    public TimeLimit Armed { get; set; }

    public bool IsCancelled => Stage is ClockStage.Cancelled or ClockStage.Abandoned;

    public Lateness Late => _late;

    private long NextAt => Stage == ClockStage.Armed ? Math.Min(_dueAt, _late.At) : _dueAt;

    public void Enter(ClockStage stage, TimeSpan length, long now)
    {
        Stage = stage;
        _dueAt = now + Ticks(length);
        _timer.Set(NextAt, now);
    }

    /// <summary>Nothing is waited for any more.</summary>
    public void Leave(ClockStage stage = ClockStage.Off) => Stage = stage;

    /// <summary>Has an attempt reported as late.</summary>
    public void MarkLate(TimeSpan after, long now)
    {
        _late.Mark(now + Ticks(after));
        _timer.Set(_late.At, now);
    }

    /// <summary>The timer has fired, maybe early.</summary>
    /// <param name="now">The timestamp.</param>
    /// <param name="grace">How long what is cancelled now may take to end.</param>
    /// <param name="mark">Of what is late, the mark.</param>
    public ClockEvent Advance(long now, TimeSpan grace, out long mark)
    {
        mark = 0;
        _timer.NoteFired();
        if (Stage is ClockStage.Off or ClockStage.Abandoned)
            return ClockEvent.None;
        if (now >= _dueAt)
            return End(now, grace);

        var isLate = Stage == ClockStage.Armed && now >= _late.At;
        if (isLate)
            mark = _late.Pass();
        _timer.Set(NextAt, now);
        return isLate ? ClockEvent.Late : ClockEvent.None;
    }

    private ClockEvent End(long now, TimeSpan grace)
    {
        switch (Stage)
        {
            case ClockStage.Armed:
                Enter(ClockStage.Cancelled, grace, now);
                return ClockEvent.LimitPassed;
            case ClockStage.Pausing:
                Leave();
                return ClockEvent.PauseOver;
            default:
                Leave(ClockStage.Abandoned);
                return ClockEvent.GraceOver;
        }
    }

    private long Ticks(TimeSpan span) => (long)(Math.Clamp(span.TotalSeconds, 0, s_longest.TotalSeconds) * time.TimestampFrequency);
}
