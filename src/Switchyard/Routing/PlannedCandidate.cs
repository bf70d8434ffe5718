using System.Globalization;

namespace Switchyard;

/// <summary>Where a candidate stands in a plan, and why.</summary>
public sealed record PlannedCandidate
{
    /// <summary>Its place among those that are asked, from 1; 0 if it is not asked.</summary>
    public required int Rank { get; init; }

    /// <summary>The full id of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The name of the key.</summary>
    public required string Key { get; init; }

    /// <summary>Why it cannot answer this call; <see cref="Rejection.None"/> if it can.</summary>
    public required Rejection Rejection { get; init; }

    /// <summary>How it is. One that is not ready is asked after all that are.</summary>
    public required CandidateState State { get; init; }

    /// <summary>The expected cost in USD; <see langword="null"/> if its price is unknown.</summary>
    public required decimal? ExpectedCost { get; init; }

    /// <summary>The moving average of the time to the answer; <see langword="null"/> before the first.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Rank == 0 ? "-" : $"{Rank}.")} {Model}: {Reason}");

    private string Reason
    {
        get
        {
            var cost = ExpectedCost is { } usd ? string.Create(CultureInfo.InvariantCulture, $"{usd:0.########} USD expected") : "no known price";
            var latency = Latency is { } time ? string.Create(CultureInfo.InvariantCulture, $", {time.TotalMilliseconds:0} ms usual") : "";
            return Rejection == Rejection.None ? $"{cost}{latency}, {State}" : $"left out: {Rejection} ({cost}{latency})";
        }
    }
}
