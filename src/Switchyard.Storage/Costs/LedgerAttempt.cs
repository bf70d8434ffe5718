namespace Switchyard.Storage;

/// <summary>An attempt as the ledger has it.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The full id of the model.</param>
/// <param name="ProviderKey">The name of the provider's key, never the secret.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="TimeLimit">The time limit that ended it, if one did.</param>
/// <param name="HttpStatus">The HTTP status, if there was a response.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Usage">Its tokens.</param>
/// <param name="Cost">What it cost in USD; <see langword="null"/> if unknown.</param>
/// <param name="RequestId">The provider's id of the request, if it sent one.</param>
public sealed record LedgerAttempt(
    string Provider, string Model, string ProviderKey, string Outcome, string? TimeLimit, int? HttpStatus, TimeSpan Duration, TokenUsage Usage, decimal? Cost, string? RequestId);
