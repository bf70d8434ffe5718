namespace Switchyard;

/// <summary>The attempts of one call, and what they cost. Pooled with its call.</summary>
internal sealed class AttemptLog
{
    private Attempt[] _attempts = new Attempt[8];

    public int Count { get; private set; }

    public ref readonly Attempt Last => ref _attempts[Count - 1];

    /// <summary>What the attempts so far cost, in nano-dollars; <see langword="null"/> once one has an unknown cost.</summary>
    public long? CostNanoUsd { get; private set; } = 0;

    /// <summary>What the attempts so far cost at most, in nano-dollars.</summary>
    public long AtMostNanoUsd { get; private set; }

    public void Clear()
    {
        Array.Clear(_attempts, 0, Count);
        Count = 0;
        CostNanoUsd = 0;
        AtMostNanoUsd = 0;
    }

    public void Add(Candidate candidate, in ProviderResult result, Outcome outcome, TimeLimit timeLimit, TimeSpan duration, long mostNanoUsd)
    {
        if (Count == _attempts.Length)
            Array.Resize(ref _attempts, Count * 2);

        var cost = AttemptCost.Of(candidate.Price, outcome, result.HttpStatus, result.Usage);
        CostNanoUsd += cost;
        AtMostNanoUsd += cost ?? mostNanoUsd;
        _attempts[Count++] = new()
        {
            Model = candidate.FullId,
            Provider = candidate.ProviderId,
            Key = candidate.Key.Name,
            Outcome = outcome,
            TimeLimit = timeLimit,
            HttpStatus = result.HttpStatus,
            Duration = duration,
            Usage = result.Usage,
            Cost = Money.ToUsd(cost),
            RequestId = result.RequestId,
            Detail = result.Detail,
        };
    }

    public ReadOnlySpan<Attempt> Span => _attempts.AsSpan(0, Count);

    public Attempt[] ToArray() => _attempts[..Count];
}
