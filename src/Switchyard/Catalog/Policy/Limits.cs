namespace Switchyard;

/// <summary>What a call may take. The time limits hold side by side: the stricter wins, and each is reported by its own name.</summary>
public sealed record Limits
{
    /// <summary>How long a new connection may take. Default 5 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stream may take to its first token, from the start of the attempt. Default 8 s.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a stream may be silent between two chunks. Default 5 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take. Default 20 s.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the whole call may take, all attempts and waits together. Default 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many attempts a call may make, over all candidates together. Default 4.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>What the whole call may cost at most, in USD; <see langword="null"/> for no ceiling.</summary>
    public decimal? CostUsd { get; init; }
}
