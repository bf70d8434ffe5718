namespace Switchyard;

/// <summary>How one candidate is, at one moment.</summary>
public sealed record CandidateStatus
{
    /// <summary>The full id of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The name of the key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it is asked, and if not, why.</summary>
    public required CandidateState State { get; init; }

    /// <summary>How long until it is asked again; zero if it is now, <see cref="TimeSpan.MaxValue"/> if not by itself.</summary>
    public required TimeSpan ReadyIn { get; init; }

    /// <summary>The moving average of the time to the answer; <see langword="null"/> before the first.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <summary>The median time to the answer, within 25 %; <see langword="null"/> before there were 8.</summary>
    public required TimeSpan? MedianLatency { get; init; }

    /// <summary>The 95th percentile of the time to the answer, within 25 %; <see langword="null"/> before there were 8.</summary>
    public required TimeSpan? P95Latency { get; init; }

    /// <summary>The 95th percentile of the time to the first output of a stream, within 25 %; <see langword="null"/> before there were 8.</summary>
    public TimeSpan? P95FirstOutput { get; init; }

    /// <summary>Calls in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>How many calls it takes at once, as learned from its replies.</summary>
    public required int ConcurrencyLimit { get; init; }

    /// <summary>Attempts since the router was made.</summary>
    public required long Attempts { get; init; }

    /// <summary>Attempts that did not complete, without those that the caller cancelled.</summary>
    public required long Failures { get; init; }
}
