using System.Numerics;

namespace Switchyard;

/// <summary>
/// The state machine of one call: which candidate is asked next, and what the outcome of an attempt leaves over. Knows nothing of I/O, so
/// that calls and streams share it. Pooled with its call.
/// </summary>
internal sealed class Failover(TimeProvider time, Func<double> jitter)
{
    private static readonly TimeSpan s_backOff = TimeSpan.FromMilliseconds(250);

    private readonly long[] _scores = new long[Route.MaxCandidates];
    private readonly long[] _readyAt = new long[Route.MaxCandidates];
    private Route _route = null!;
    private ulong _fresh;
    private ulong _again;
    private ulong _askedTwice;
    private ulong _unreachable;
    private ulong _weaker;
    private int _attemptsLeft;

    /// <summary>Room for the plan's score of each candidate; the lowest is asked first.</summary>
    public Span<long> Scores => _scores;

    /// <param name="route">The route.</param>
    /// <param name="eligible">The candidates that can answer, with their <see cref="Scores"/> filled.</param>
    /// <param name="attempts">The attempt budget.</param>
    public void Start(Route route, ulong eligible, int attempts)
    {
        _route = route;
        _fresh = eligible;
        _again = 0;
        _askedTwice = 0;
        _unreachable = 0;
        _weaker = 0;
        _attemptsLeft = attempts;
    }

    /// <summary>Whether the budget has an attempt left.</summary>
    public bool HasAttempts => _attemptsLeft > 0;

    /// <summary>Goes on with a stronger tier. What is left of the weaker ones is asked only when nobody there is ready.</summary>
    /// <param name="route">The route with the stronger candidates behind those of before.</param>
    /// <param name="eligible">The stronger ones that can answer, with their <see cref="Scores"/> filled.</param>
    public void Escalate(Route route, ulong eligible)
    {
        _route = route;
        _weaker |= _fresh;
        _fresh |= eligible;
        for (var left = _unreachable; left != 0; left &= left - 1)
            _unreachable |= route.SameProvider[BitOperations.TrailingZeroCount(left)];
    }

    /// <summary>Forgets the call.</summary>
    public void Clear() => _route = null!;

    /// <summary>Chooses the next candidate.</summary>
    /// <param name="now">The timestamp.</param>
    /// <param name="remaining">What is left of the deadline.</param>
    /// <param name="wait">How long to wait before asking it; zero whenever another candidate than a failed one is left.</param>
    /// <param name="isReady">Whether it is well; false for the least bad when nobody is.</param>
    /// <returns>Its index in the route; negative if the call ends here.</returns>
    public int Next(long now, TimeSpan remaining, out TimeSpan wait, out bool isReady)
    {
        wait = TimeSpan.Zero;
        isReady = false;
        if (_attemptsLeft == 0 || remaining <= TimeSpan.Zero)
            return -1;

        var index = FirstReady(_fresh & ~_unreachable & ~_weaker, now);
        if (index < 0 && _weaker != 0)
            index = FirstReady(_fresh & ~_unreachable, now);
        if (index < 0 && _unreachable != 0)
            index = FirstReady(_fresh, now);
        isReady = index >= 0;
        return isReady ? index : LeastBad(now, remaining, out wait);
    }

    /// <summary>Takes a candidate as asked. Every call of this uses up one attempt of the budget.</summary>
    public void Begin(int index)
    {
        var bit = 1UL << index;
        if ((_again & bit) != 0)
            _askedTwice |= bit;

        _fresh &= ~bit;
        _again &= ~bit;
        _attemptsLeft--;
    }

    /// <summary>Takes a candidate out without having asked it.</summary>
    public void Skip(int index) => Exclude(1UL << index);

    /// <summary>Makes a candidate as if it had not been asked.</summary>
    public void Reopen(int index) => _fresh |= 1UL << index;

    /// <summary>Makes a candidate as if it had not been asked, and the first to be asked.</summary>
    public void Prefer(int index)
    {
        Reopen(index);
        _weaker &= ~(1UL << index);
        _scores[index] = long.MinValue;
    }

    /// <summary>Takes out all but these.</summary>
    public void Keep(ulong mask) => Exclude(~mask);

    /// <summary>Takes in how the attempt ended.</summary>
    public void End(int index, in OutcomeRule rule, in ProviderResult result)
    {
        switch (rule.Next)
        {
            case NextCandidate.No when result.IsUntranslatable:
                // The request is sound, but this wire has no words for it: whoever speaks another may.
                Exclude(_route.SameProvider[index]);
                return;
            case NextCandidate.No:
            case NextCandidate.IfConfigured when _route.Policy.NextOnContentFiltered is not true:
                _fresh = _again = 0;
                return;
            case NextCandidate.LargerWindow:
                Exclude(_route.NoLargerWindow[index]);
                return;
        }

        if (!rule.NextKey)
            Exclude(_route.SameModel[index]);
        else if (rule.Cooldown is CooldownScope.KeyDead or CooldownScope.KeyLong)
            Exclude(_route.SameKey[index]);

        // Its other models are most likely down too, and the attempts are counted: whoever else is left goes first.
        if (FailoverTable.IsUnreachable(rule.Outcome, result))
            _unreachable |= _route.SameProvider[index];

        AllowAgain(index, rule.Same, result.RetryAfter);
    }

    private void AllowAgain(int index, SameCandidate same, TimeSpan? retryAfter)
    {
        var bit = 1UL << index;
        if (same == SameCandidate.Never || (same == SameCandidate.Once && (_askedTwice & bit) != 0))
            return;

        // At least what the provider asks for; jitter on top, or all callers come back in the same moment.
        var pause = HealthTimes.Wait(retryAfter, s_backOff) + (s_backOff * jitter());
        _again |= bit;
        _readyAt[index] = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
    }

    private void Exclude(ulong mask)
    {
        _fresh &= ~mask;
        _again &= ~mask;
    }

    private int FirstReady(ulong mask, long now)
    {
        var best = -1;
        for (var left = mask; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            if ((best < 0 || _scores[index] < _scores[best]) && _route.Candidates[index].Health.IsReady(now))
                best = index;
        }

        return best;
    }

    /// <summary>
    /// Nobody is ready. Whoever is ready soonest is used, never nothing: one that this call has not asked is asked at once, one that failed in
    /// this call only after its wait.
    /// </summary>
    private int LeastBad(long now, TimeSpan remaining, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        var best = -1;
        var bestAt = long.MaxValue;
        for (var left = _fresh; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            var health = _route.Candidates[index].Health;
            var readyAt = Math.Max(now, health.ReadyAt);
            if (!health.IsIsolated && (best < 0 || readyAt < bestAt || (readyAt == bestAt && _scores[index] < _scores[best])))
                (best, bestAt) = (index, readyAt);
        }

        for (var left = _again; left != 0; left &= left - 1)
        {
            var index = BitOperations.TrailingZeroCount(left);
            var pause = time.GetElapsedTime(now, Math.Max(now, _readyAt[index]));
            if (pause < remaining && !_route.Candidates[index].Health.IsIsolated && (best < 0 || _readyAt[index] < bestAt))
                (best, bestAt, wait) = (index, _readyAt[index], pause);
        }

        return best;
    }
}
