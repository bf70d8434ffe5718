namespace Switchyard.Storage;

/// <summary>How the ledger is, for health checks and metrics.</summary>
/// <param name="Recorded">Calls, and corrections of calls, taken in since the ledger was opened.</param>
/// <param name="Written">Of these, those in the database.</param>
/// <param name="AtRisk">Of these, those that were taken in without a file and would have been lost, had the process been killed then.</param>
/// <param name="Lost">Calls and pieces of feedback that could not be taken in, because too much waited. They are not among <paramref name="Recorded"/>.</param>
/// <param name="IsFailing">Whether the database could not be written the last time it was tried.</param>
public readonly record struct LedgerStatus(long Recorded, long Written, long AtRisk, long Lost, bool IsFailing);
