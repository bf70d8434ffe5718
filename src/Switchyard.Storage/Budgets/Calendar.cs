namespace Switchyard.Storage;

/// <summary>Begin and end of periods, in UTC.</summary>
internal static class Calendar
{
    public static DateTimeOffset StartOf(BudgetPeriod period, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return period switch
        {
            BudgetPeriod.Day => day,
            BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            BudgetPeriod.Month => day.AddDays(1 - day.Day),
            _ => DateTimeOffset.MinValue,
        };
    }

    /// <returns>When the next one begins; <see cref="DateTimeOffset.MaxValue"/> for never.</returns>
    public static DateTimeOffset EndOf(BudgetPeriod period, DateTimeOffset now)
    {
        var start = StartOf(period, now);
        return period switch
        {
            BudgetPeriod.Day => start.AddDays(1),
            BudgetPeriod.Week => start.AddDays(7),
            BudgetPeriod.Month => start.AddMonths(1),
            _ => DateTimeOffset.MaxValue,
        };
    }
}
