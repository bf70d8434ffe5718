namespace Switchyard;

/// <summary>What is known of a candidate from the calls made to it. Lives as long as the router, across routing tables. Lock-free.</summary>
internal sealed class CandidateHealth
{
    private readonly TimeProvider _time;
    private readonly Cooldown _cooldown = new();
    private readonly KeyHealth _key;
    private readonly Breaker _provider;
    private readonly Breaker _breaker;
    private readonly LatencyMeasure _answers;
    private readonly LatencyMeasure _firstOutputs;
    private long _latencyTicks;
    private long _measuredAt;
    private long _attempts;
    private long _failures;
    private bool _isolated;

    /// <param name="time">The clock.</param>
    /// <param name="provider">Whether the provider can be reached at all; shared by all of its candidates.</param>
    /// <param name="key">The key; shared by all candidates that have it.</param>
    /// <param name="maxConcurrency">The most calls at once.</param>
    public CandidateHealth(TimeProvider time, Breaker provider, KeyHealth key, int maxConcurrency)
    {
        _time = time;
        _provider = provider;
        _key = key;
        _breaker = HealthTimes.NewBreaker(time);
        _answers = new(Ticks(HealthTimes.BreakerWindow));
        _firstOutputs = new(Ticks(HealthTimes.BreakerWindow));
        Concurrency = new(maxConcurrency);
    }

    public ConcurrencyLimit Concurrency { get; }

    /// <summary>The timestamp from which it is worth asking; in the past for one that is well.</summary>
    public long ReadyAt =>
        IsIsolated ? long.MaxValue : Math.Max(Math.Max(_cooldown.Until, _key.ReadyAt), Math.Max(_breaker.OpenUntil, _provider.OpenUntil));

    public bool IsIsolated => Volatile.Read(ref _isolated);

    /// <summary>The moving average of the time to the answer, in <see cref="TimeSpan"/> ticks; 0 before the first.</summary>
    public long LatencyTicks => Volatile.Read(ref _latencyTicks);

    /// <summary>
    /// <see cref="LatencyTicks"/> for an order: the older the measurement, the less it counts, or one that was slow once would not be asked, and
    /// so not be measured, ever again.
    /// </summary>
    public long FadingLatencyTicks(long now) =>
        LatencyTicks >> (int)Math.Clamp((now - Volatile.Read(ref _measuredAt)) / Ticks(HealthTimes.LatencyHalfLife), 0, 62);

    /// <summary>The 95th percentile of the time to the answer, in <see cref="TimeSpan"/> ticks; 0 if it is not known.</summary>
    public long P95Ticks(long now) => _answers.P95Ticks(now);

    /// <summary>What an attempt is late after, in <see cref="TimeSpan"/> ticks: of a stream it is the first output that counts. 0 if it is not known.</summary>
    public long UsualTicks(bool isStream, long now) => (isStream ? _firstOutputs : _answers).P95Ticks(now);

    public bool IsReady(long now) =>
        _cooldown.Until <= now && _key.ReadyAt <= now && _breaker.IsReady(now) && _provider.IsReady(now) && !Concurrency.IsFull && !IsIsolated;

    /// <summary>Takes a place for an attempt. Every one that was taken is followed by <see cref="Record"/>.</summary>
    /// <param name="now">The timestamp.</param>
    /// <param name="isForced">The least bad of all: it is asked whether it is ready or not.</param>
    /// <param name="probe">Of what the attempt is the probe; to be given to <see cref="Record"/>.</param>
    /// <returns>Whether there was a place.</returns>
    public bool TryEnter(long now, bool isForced, out Probe probe)
    {
        probe = Probe.None;
        if (!Concurrency.TryEnter())
        {
            if (!isForced)
                return false;
            Concurrency.Enter();
        }

        var enters = _breaker.TryEnter(now, out var isProbe);
        if (isProbe)
            probe |= Probe.Candidate;
        if ((enters || isForced) && _provider.TryEnter(now, out isProbe) | isForced)
        {
            if (isProbe)
                probe |= Probe.Provider;
            return true;
        }

        _breaker.Leave(probe.HasFlag(Probe.Candidate));
        Concurrency.Leave();
        return false;
    }

    /// <summary>Takes in how an attempt ended.</summary>
    public void Record(in OutcomeRule rule, in ProviderResult result, TimeSpan latency, long now, Probe probe)
    {
        if (rule.Outcome is Outcome.RateLimited or Outcome.Overloaded)
            Concurrency.BackOff(now - Ticks(latency), now);
        Concurrency.Leave();
        Interlocked.Increment(ref _attempts);
        Learn(result.RateLimits, now);
        RecordReach(rule.Outcome, result, now, probe.HasFlag(Probe.Provider));
        var isProbe = probe.HasFlag(Probe.Candidate);
        if (rule.Outcome == Outcome.Completed)
        {
            _breaker.Succeed(now, isProbe);
            Concurrency.Succeed();
            _answers.Record(latency, now);
            NoteLatency(latency, now);
            return;
        }

        // How long a silent one would have taken nobody knows, but not less than it was waited for.
        if (rule.Outcome == Outcome.TimedOut)
            NoteAtLeast(latency, now);
        if (rule.Outcome != Outcome.Cancelled)
            Interlocked.Increment(ref _failures);
        if (rule.Cooldown == CooldownScope.ByBreaker)
        {
            _breaker.Fail(now, isProbe);
            return;
        }

        CoolDown(rule.Cooldown, result.RetryAfter, now);
        _breaker.Leave(isProbe);
    }

    /// <summary>A stream had its first output.</summary>
    public void NoteFirstOutput(TimeSpan latency, long now) => _firstOutputs.Record(latency, now);

    /// <summary>An attempt ended before its answer: that would have taken longer still.</summary>
    public void NoteAtLeast(TimeSpan latency, long now)
    {
        if (latency.Ticks > LatencyTicks)
            NoteLatency(latency, now);
    }

    public void Isolate() => Volatile.Write(ref _isolated, true);

    /// <summary>Forgets every failure: of the candidate, of its key and of its provider.</summary>
    public void Restore()
    {
        _provider.Reset();
        _cooldown.Clear();
        _key.Clear();
        _breaker.Reset();
        Concurrency.Reset();
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
            MedianLatency = _answers.Percentile(0.5),
            P95Latency = _answers.Percentile(0.95),
            P95FirstOutput = _firstOutputs.Percentile(0.95),
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
        if (_provider.OpenUntil > now)
            return CandidateState.ProviderDown;
        if (_key.ReadyAt > now)
            return CandidateState.KeyCoolingDown;
        if (_cooldown.Until > now)
            return CandidateState.CoolingDown;
        if (_breaker.OpenUntil > now)
            return CandidateState.Open;
        if (!_breaker.IsClosed || !_provider.IsClosed)
            return CandidateState.HalfOpen;
        return Concurrency.IsFull ? CandidateState.Full : CandidateState.Ready;
    }

    /// <summary>Whether the provider can be reached, whatever it answers.</summary>
    private void RecordReach(Outcome outcome, in ProviderResult result, long now, bool isProbe)
    {
        if (FailoverTable.IsUnreachable(outcome, result))
            _provider.Fail(now, isProbe);
        else if (outcome == Outcome.Completed || result.HttpStatus != 0)
            _provider.Succeed(now, isProbe);
        else
            _provider.Leave(isProbe);
    }

    private void NoteLatency(TimeSpan latency, long now)
    {
        // A fifth of the newest: a spike shows after one call and is forgotten after ten. Lost updates between threads do not matter.
        var seen = LatencyTicks;
        Volatile.Write(ref _latencyTicks, seen == 0 ? latency.Ticks : seen + ((latency.Ticks - seen) / 5));
        Volatile.Write(ref _measuredAt, now);
    }

    private void CoolDown(CooldownScope scope, TimeSpan? retryAfter, long now)
    {
        switch (scope)
        {
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
