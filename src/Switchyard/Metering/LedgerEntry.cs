namespace Switchyard;

/// <summary>A call and its attempts, as a <see cref="MemoryLedger"/> keeps them.</summary>
/// <param name="Call">The call.</param>
/// <param name="Attempts">Its attempts in order.</param>
public sealed record LedgerEntry(CallRecord Call, IReadOnlyList<Attempt> Attempts);
