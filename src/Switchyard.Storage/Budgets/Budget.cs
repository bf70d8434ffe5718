namespace Switchyard.Storage;

/// <summary>What may be spent on some calls in a period.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Scope">Whose calls it counts.</param>
/// <param name="Name">The key's id, the team or the tag.</param>
/// <param name="Period">When it begins anew.</param>
/// <param name="Limit">What may be spent, in USD. 0 or more.</param>
public sealed record Budget(long Id, BudgetScope Scope, string Name, BudgetPeriod Period, decimal Limit);
