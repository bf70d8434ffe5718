namespace Switchyard.Storage;

/// <summary>A call as the ledger has it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Started">When it began, in UTC.</param>
/// <param name="Key">The id of its gateway key, if any.</param>
/// <param name="Team">Its team, if any.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Asked">What was asked for where a model is named, if anything.</param>
/// <param name="Task">Its task.</param>
/// <param name="Tier">The tier that it went to.</param>
/// <param name="Provider">Who was asked last, or gave the cached answer; <see langword="null"/> if nobody was asked.</param>
/// <param name="Model">Likewise, the full id of the model.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Usage">The tokens of all attempts together.</param>
/// <param name="Cost">What it cost in USD; <see langword="null"/> if unknown.</param>
/// <param name="IsCached">Whether the answer came from the response cache.</param>
/// <param name="Saved">What the cached answer had cost in USD.</param>
/// <param name="Duration">From its start to its end.</param>
/// <param name="FirstToken">From its start to the first output of a stream.</param>
/// <param name="RequestId">The caller's id of the request, if any.</param>
/// <param name="Attempts">Its attempts in order.</param>
public sealed record LedgerCall(
    Guid Id, DateTimeOffset Started, string? Key, string? Team, IReadOnlyList<string> Tags, string? Asked, string? Task, string Tier, string? Provider, string? Model,
    string Outcome, TokenUsage Usage, decimal? Cost, bool IsCached, decimal? Saved, TimeSpan Duration, TimeSpan? FirstToken, string? RequestId,
    IReadOnlyList<LedgerAttempt> Attempts);
