namespace Switchyard.Storage;

/// <summary>How long a budget lasts before it begins anew. Calendar periods in UTC; a call counts where it began.</summary>
public enum BudgetPeriod
{
    /// <summary>From midnight.</summary>
    Day,

    /// <summary>From Monday, midnight.</summary>
    Week,

    /// <summary>From the first of the month.</summary>
    Month,

    /// <summary>For good.</summary>
    Total,
}
