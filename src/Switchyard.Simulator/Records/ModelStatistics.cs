namespace Switchyard.Simulator;

/// <summary>Sums over finished requests, for one model or for the whole server.</summary>
public sealed record ModelStatistics
{
    /// <summary>All requests, whatever became of them. Requests in progress are not in it.</summary>
    public long Requests { get; init; }

    /// <summary>Requests by <see cref="RequestRecord.Outcome"/>.</summary>
    public IReadOnlyDictionary<RequestOutcome, long> Outcomes { get; init; } = new Dictionary<RequestOutcome, long>();

    /// <summary>Requests by HTTP status; 0 where none was sent.</summary>
    public IReadOnlyDictionary<int, long> Statuses { get; init; } = new Dictionary<int, long>();

    /// <summary>Prompt tokens billed, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens served from the cache.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Answer tokens billed, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What was billed, in USD.</summary>
    public decimal CostUsd { get; init; }

    internal ModelStatistics Add(RequestRecord record) => new()
    {
        Requests = Requests + 1,
        Outcomes = Count(Outcomes, record.Outcome),
        Statuses = Count(Statuses, record.Status),
        InputTokens = InputTokens + record.Usage.InputTokens,
        CachedInputTokens = CachedInputTokens + record.Usage.CachedInputTokens,
        OutputTokens = OutputTokens + record.Usage.OutputTokens,
        CostUsd = CostUsd + record.CostUsd,
    };

    private static Dictionary<T, long> Count<T>(IReadOnlyDictionary<T, long> counts, T key) where T : notnull =>
        new(counts) { [key] = counts.GetValueOrDefault(key) + 1 };
}
