namespace Switchyard.Storage;

/// <summary>A call of whose answers something is known.</summary>
/// <param name="Call">The call with its attempts.</param>
/// <param name="Features">What was kept of its prompt, as in <see cref="CallRecord.Features"/>; <see langword="null"/> if nothing was.</param>
/// <param name="Score">
/// The last report on it, 0 to 1, which is about the model that answered; <see langword="null"/> if only an answer that did not fit is known.
/// </param>
public sealed record JudgedCall(LedgerCall Call, string? Features, double? Score);
