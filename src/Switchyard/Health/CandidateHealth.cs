namespace Switchyard;

/// <summary>What is known of a candidate from the calls made to it. Lives as long as the router, across routing tables.</summary>
internal sealed class CandidateHealth
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_open = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_brief = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_rateLimited = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly Cooldown _candidate = new();
    private readonly Cooldown _key;
    private readonly Breaker _breaker;

    public CandidateHealth(TimeProvider time, Cooldown key)
    {
        _time = time;
        _key = key;
        _breaker = new(Ticks(s_window), Ticks(s_open));
    }

    /// <summary>The timestamp from which it is worth asking; in the past for one that is well.</summary>
    public long ReadyAt => Math.Max(Math.Max(_candidate.Until, _key.Until), _breaker.OpenUntil);

    public bool IsReady(long now) => _candidate.Until <= now && _key.Until <= now && _breaker.IsReady(now);

    public void Enter(long now) => _breaker.Enter(now);

    public void Record(in OutcomeRule rule, TimeSpan? retryAfter, long now)
    {
        switch (rule.Cooldown)
        {
            case CooldownScope.ByBreaker:
                _breaker.Fail(now);
                return;
            case CooldownScope.KeyUntilRetryAfter:
                _key.Extend(now + Ticks(Wait(retryAfter, s_rateLimited)));
                break;
            case CooldownScope.KeyLong:
                _key.Extend(now + Ticks(Wait(retryAfter, s_long)));
                break;
            case CooldownScope.KeyDead:
                _key.Extend(long.MaxValue);
                break;
            case CooldownScope.CandidateBriefly:
                _candidate.Extend(now + Ticks(Wait(retryAfter, s_brief)));
                break;
            case CooldownScope.CandidateLong:
                _candidate.Extend(now + Ticks(s_long));
                break;
            case CooldownScope.Nothing when rule.Outcome == Outcome.Completed:
                _breaker.Succeed(now);
                return;
        }

        _breaker.Leave();
    }

    private static TimeSpan Wait(TimeSpan? retryAfter, TimeSpan usual) =>
        retryAfter is { } asked ? (asked < s_longestRetryAfter ? asked : s_longestRetryAfter) : usual;

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
