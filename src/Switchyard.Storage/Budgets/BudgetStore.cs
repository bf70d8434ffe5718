using Microsoft.Data.Sqlite;

namespace Switchyard.Storage;

/// <summary>Sets and lists budgets. Works beside a running gateway, which sees a change within its reload interval.</summary>
public sealed class BudgetStore
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly Action _changed;

    internal BudgetStore(SqliteFile file, TimeProvider time, Action changed) => (_file, _time, _changed) = (file, time, changed);

    /// <summary>Sets what may be spent. A budget of the same scope, name and period is changed; what was spent in the period counts.</summary>
    /// <param name="scope">Whose calls it counts.</param>
    /// <param name="name">The id or name of a key, a team, or a tag.</param>
    /// <param name="period">When it begins anew.</param>
    /// <param name="limit">What may be spent, in USD: from 0 to a billion.</param>
    /// <returns>The budget.</returns>
    /// <exception cref="StorageException">There is no such key, or the limit is out of range.</exception>
    public Budget Set(BudgetScope scope, string name, BudgetPeriod period, decimal limit)
    {
        if (limit is < 0 or > 1_000_000_000)
            throw new StorageException($"A budget of {limit} USD is out of range: give 0 or more, a billion at most.");
        return Change(scope, name, (connection, counted) =>
        {
            // Rounded down: never more than was said.
            connection.Execute(
                "INSERT INTO budgets (scope, name, period, ceiling, created) VALUES (@scope, @name, @period, @limit, @now) ON CONFLICT DO UPDATE SET ceiling = excluded.ceiling",
                ("@scope", scope.ToString()), ("@name", counted), ("@period", period.ToString()), ("@limit", (long)(limit * 1_000_000_000m)), ("@now", UnixTime.Of(_time.GetUtcNow())));
            return Read(connection).Single(budget => budget.Scope == scope && budget.Name == counted && budget.Period == period);
        });
    }

    /// <summary>Takes a budget away.</summary>
    /// <param name="scope">Whose calls it counts.</param>
    /// <param name="name">The id or name of a key, a team, or a tag.</param>
    /// <param name="period">When it would begin anew.</param>
    /// <exception cref="StorageException">There is no such budget.</exception>
    public void Remove(BudgetScope scope, string name, BudgetPeriod period) => Change(scope, name, (connection, counted) =>
        connection.Execute(
            "DELETE FROM budgets WHERE scope = @scope AND name = @name AND period = @period",
            ("@scope", scope.ToString()), ("@name", counted), ("@period", period.ToString())) > 0
            ? true
            : throw new StorageException($"There is no budget per {period.ToString().ToLowerInvariant()} of the {scope.ToString().ToLowerInvariant()} \"{name}\": 'switchyard budgets list' shows those that there are."));

    /// <summary>The budgets, with what the ledger says was spent in their current periods.</summary>
    /// <returns>The budgets in the order in which they were set.</returns>
    public IReadOnlyList<BudgetStatus> List() => _file.Use(connection =>
    {
        var now = _time.GetUtcNow();
        return Read(connection).ConvertAll(budget => new BudgetStatus(
            budget, NanoUsd.ToUsd(Spent(connection, budget, now)), 0, Calendar.EndOf(budget.Period, now) is var end && end == DateTimeOffset.MaxValue ? null : end));
    });

    internal static List<Budget> Read(SqliteConnection connection) =>
        connection.Query("SELECT id, scope, name, period, ceiling FROM budgets ORDER BY id", static row => new Budget(
            row.GetInt64(0), Enum.Parse<BudgetScope>(row.GetString(1)), row.GetString(2), Enum.Parse<BudgetPeriod>(row.GetString(3)), NanoUsd.ToUsd(row.GetInt64(4))));

    /// <summary>What the ledger has charged to a budget in the period that <paramref name="now"/> lies in, in nano-dollars.</summary>
    internal static long Spent(SqliteConnection connection, Budget budget, DateTimeOffset now)
    {
        var counted = budget.Scope switch
        {
            BudgetScope.Key => "key = @name",
            BudgetScope.Team => "team = @name",
            _ => "EXISTS (SELECT 1 FROM json_each(tags) WHERE json_each.value = @name)",
        };
        var from = budget.Period == BudgetPeriod.Total ? long.MinValue : UnixTime.DayOf(UnixTime.Of(Calendar.StartOf(budget.Period, now)));
        return (long)(connection.Scalar($"SELECT sum(charged) FROM spend WHERE day >= @from AND {counted}", ("@from", from), ("@name", budget.Name)) ?? 0L);
    }

    private T Change<T>(BudgetScope scope, string name, Func<SqliteConnection, string, T> change)
    {
        Labels.Check($"The {scope.ToString().ToLowerInvariant()} of a budget", name);
        var result = _file.Write(connection =>
        {
            var made = change(connection, scope == BudgetScope.Key ? KeyStore.Find(connection, name).Id : name);
            Revision.Raise(connection);
            return made;
        });
        _changed();
        return result;
    }
}
