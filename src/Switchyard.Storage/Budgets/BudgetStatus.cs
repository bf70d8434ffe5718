namespace Switchyard.Storage;

/// <summary>How far a budget is used up.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Spent">What was spent in the current period, in USD.</param>
/// <param name="Reserved">What calls that are under way may cost at most, in USD. 0 as seen from another process than the gateway's.</param>
/// <param name="Resets">When it begins anew, in UTC; <see langword="null"/> for never.</param>
public sealed record BudgetStatus(Budget Budget, decimal Spent, decimal Reserved, DateTimeOffset? Resets)
{
    /// <summary>What is left, in USD; 0 if nothing is.</summary>
    public decimal Remaining => Math.Max(0, Budget.Limit - Spent - Reserved);
}
