namespace Switchyard;

/// <summary>What is known of a candidate from the calls made to it. Lives as long as the router, across routing tables. Lock-free.</summary>
internal sealed class CandidateHealth
{
    private readonly TimeProvider _time;
    private readonly Cooldown _cooldown = new();
    private readonly KeyHealth _key;
    private readonly Breaker _breaker;
    private readonly LatencyHistogram _latencies = new();
    private long _latencyTicks;
    private long _p95Ticks;
    private long _attempts;
    private long _failures;
    private bool _isolated;

    public CandidateHealth(TimeProvider time, KeyHealth key, int maxConcurrency)
    {
        _time = time;
        _key = key;
        _breaker = new(Ticks(HealthTimes.BreakerWindow), Ticks(HealthTimes.BreakerOpen));
        Concurrency = new(maxConcurrency);
    }

    public ConcurrencyLimit Concurrency { get; }

    /// <summary>The timestamp from which it is worth asking; in the past for one that is well.</summary>
    public long ReadyAt => IsIsolated ? long.MaxValue : Math.Max(Math.Max(_cooldown.Until, _key.ReadyAt), _breaker.OpenUntil);

    public bool IsIsolated => Volatile.Read(ref _isolated);

    /// <summary>The moving average of the time to the answer, in <see cref="TimeSpan"/> ticks; 0 before the first.</summary>
    public long LatencyTicks => Volatile.Read(ref _latencyTicks);

    /// <summary>The 95th percentile of the time to the answer, in <see cref="TimeSpan"/> ticks; 0 before there were enough. As old as eight answers.</summary>
    public long P95Ticks => Volatile.Read(ref _p95Ticks);

    public bool IsReady(long now) =>
        _cooldown.Until <= now && _key.ReadyAt <= now && _breaker.IsReady(now) && !Concurrency.IsFull && !IsIsolated;

    public void Enter(long now)
    {
        _breaker.Enter(now);
        Concurrency.Enter();
    }

    /// <summary>Takes in how an attempt ended. Every <see cref="Enter"/> is followed by one of these.</summary>
    public void Record(in OutcomeRule rule, in ProviderResult result, TimeSpan latency, long now)
    {
        Concurrency.Leave();
        Interlocked.Increment(ref _attempts);
        Learn(result.RateLimits, now);
        if (rule.Outcome == Outcome.Completed)
        {
            Succeed(latency, now);
            return;
        }

        if (rule.Outcome != Outcome.Cancelled)
            Interlocked.Increment(ref _failures);
        if (rule.Outcome is Outcome.RateLimited or Outcome.Overloaded)
            Concurrency.BackOff();
        CoolDown(rule.Cooldown, result.RetryAfter, now);
    }

    public void Isolate() => Volatile.Write(ref _isolated, true);

    /// <summary>Forgets every failure: of the candidate and of its key.</summary>
    public void Restore()
    {
        _cooldown.Clear();
        _key.Clear();
        _breaker.Reset();
        Volatile.Write(ref _isolated, false);
    }

    public CandidateStatus Status(string model, string key)
    {
        var now = _time.GetTimestamp();
        var latency = LatencyTicks;
        var readyAt = ReadyAt;
        return new()
        {
            Model = model,
            Key = key,
            State = StateAt(now),
            ReadyIn = readyAt == long.MaxValue ? TimeSpan.MaxValue : readyAt <= now ? TimeSpan.Zero : _time.GetElapsedTime(now, readyAt),
            Latency = latency == 0 ? null : TimeSpan.FromTicks(latency),
            MedianLatency = _latencies.Percentile(0.5),
            P95Latency = _latencies.Percentile(0.95),
            InFlight = Concurrency.InFlight,
            ConcurrencyLimit = Concurrency.Limit,
            Attempts = Interlocked.Read(ref _attempts),
            Failures = Interlocked.Read(ref _failures),
        };
    }

    private CandidateState StateAt(long now)
    {
        if (IsIsolated)
            return CandidateState.Isolated;
        if (_key.ReadyAt > now)
            return CandidateState.KeyCoolingDown;
        if (_cooldown.Until > now)
            return CandidateState.CoolingDown;
        if (!_breaker.IsClosed)
            return _breaker.OpenUntil > now ? CandidateState.Open : CandidateState.HalfOpen;
        return Concurrency.IsFull ? CandidateState.Full : CandidateState.Ready;
    }

    private void Succeed(TimeSpan latency, long now)
    {
        _breaker.Succeed(now);
        Concurrency.Succeed();
        _latencies.Record(latency);
        if (Interlocked.Read(ref _attempts) % 8 == 0)
            Volatile.Write(ref _p95Ticks, _latencies.Percentile(0.95)?.Ticks ?? 0);

        // A fifth of the newest: a spike shows after one call and is forgotten after ten. Lost updates between threads do not matter.
        var seen = LatencyTicks;
        Volatile.Write(ref _latencyTicks, seen == 0 ? latency.Ticks : seen + ((latency.Ticks - seen) / 5));
    }

    private void CoolDown(CooldownScope scope, TimeSpan? retryAfter, long now)
    {
        switch (scope)
        {
            case CooldownScope.ByBreaker:
                _breaker.Fail(now);
                return;
            case CooldownScope.KeyUntilRetryAfter:
                _key.Cooldown.Extend(now + Ticks(HealthTimes.Wait(retryAfter, HealthTimes.RateLimited)));
                break;
            case CooldownScope.KeyLong:
                _key.Cooldown.Extend(now + Ticks(HealthTimes.Wait(retryAfter, HealthTimes.Long)));
                break;
            case CooldownScope.KeyDead:
                _key.Cooldown.Extend(long.MaxValue);
                break;
            case CooldownScope.CandidateBriefly:
                _cooldown.Extend(now + Ticks(HealthTimes.Wait(retryAfter, HealthTimes.Brief)));
                break;
            case CooldownScope.CandidateLong:
                _cooldown.Extend(now + Ticks(HealthTimes.Long));
                break;
        }

        _breaker.Leave();
    }

    private void Learn(in RateLimitState limits, long now)
    {
        if (limits is { RemainingRequests: 0, RequestsReset: { } requestsReset })
            _key.Exhausted.Extend(now + Ticks(HealthTimes.Wait(requestsReset, requestsReset)));
        if (limits is { RemainingTokens: 0, TokensReset: { } tokensReset })
            _key.Exhausted.Extend(now + Ticks(HealthTimes.Wait(tokensReset, tokensReset)));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
