using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Switchyard.Storage;

namespace Switchyard.Cli;

/// <summary><c>switchyard budgets</c>: what may be spent per key, team or tag and period.</summary>
internal static class BudgetsCommand
{
    public static Command Create() => new("budgets", "Set and list what may be spent.") { SetBudget(), ListBudgets() };

    private static Command SetBudget()
    {
        var key = new Option<string>("--key") { Description = "The budget of a key, by name or id." };
        var team = new Option<string>("--team") { Description = "The budget of a team." };
        var tag = new Option<string>("--tag") { Description = "The budget of a tag." };
        var period = new Option<string>("--period") { Description = "day, week, month (in UTC) or total.", DefaultValueFactory = _ => "month" };
        var usd = new Option<string>("--usd") { Description = "US dollars; 'none' takes the budget away.", Required = true };
        var store = new StoreShell();
        var command = new Command("set", "Set what may be spent. What was spent in the period counts.") { key, team, tag, period, usd };
        store.AddTo(command);
        command.SetAction(parsed => store.Run(parsed, (terminal, administration) =>
        {
            var (scope, name) = Scope(parsed.GetValue(key), parsed.GetValue(team), parsed.GetValue(tag));
            if (!Enum.TryParse<BudgetPeriod>(parsed.GetValue(period), ignoreCase: true, out var every) || !Enum.IsDefined(every) || char.IsDigit(parsed.GetValue(period)![0]))
                throw new InputException($"--period takes day, week, month or total, not \"{parsed.GetValue(period)}\".");

            var text = parsed.GetValue(usd)!;
            if (text == "none")
            {
                administration.Budgets.Remove(scope, name, every);
                terminal.WriteLine("The budget is gone.");
                return ExitCode.Done;
            }

            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit))
                throw new InputException($"--usd takes an amount of US dollars, such as 50 or 0.25, or none, not \"{text}\".");

            var budget = administration.Budgets.Set(scope, name, every, limit);
            terminal.WriteLine($"The {scope.ToString().ToLowerInvariant()} {name} may spend {budget.Limit.ToString("0.##########", CultureInfo.InvariantCulture)} USD {(every == BudgetPeriod.Total ? "in all" : $"a {every.ToString().ToLowerInvariant()}")}.");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command ListBudgets()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var store = new StoreShell();
        var command = new Command("list", "List the budgets and what was spent of them.") { json };
        store.AddTo(command);
        command.SetAction(parsed => store.Read(parsed, (terminal, administration) =>
        {
            var budgets = administration.Budgets.List();
            var names = administration.Keys.List().ToDictionary(item => item.Id, item => item.Name);
            if (parsed.GetValue(json))
                terminal.WriteLine(StoreJson.Of(writer => BudgetJson.Write(writer, budgets)));
            else if (budgets.Count == 0)
                terminal.WriteLine("There are no budgets.");
            else
                WriteTable(terminal, budgets, names);
            return ExitCode.Done;
        }));
        return command;
    }

    private static (BudgetScope Scope, string Name) Scope(string? key, string? team, string? tag) => (key, team, tag) switch
    {
        ({ } name, null, null) => (BudgetScope.Key, name),
        (null, { } name, null) => (BudgetScope.Team, name),
        (null, null, { } name) => (BudgetScope.Tag, name),
        _ => throw new InputException("Say whose budget it is: one of --key, --team and --tag."),
    };

    private static void WriteTable(Terminal terminal, IReadOnlyList<BudgetStatus> budgets, Dictionary<string, string> keys)
    {
        var table = Cells.Table("Of", "Name", "Period", " Limit", " Spent", " Left", "Begins anew");
        foreach (var status in budgets)
        {
            var budget = status.Budget;
            table.AddRow(
                budget.Scope.ToString().ToLowerInvariant(), Cells.Text(keys.GetValueOrDefault(budget.Name, budget.Name)), budget.Period.ToString().ToLowerInvariant(),
                Cells.Usd(budget.Limit), Cells.Usd(status.Spent), Cells.Usd(status.Remaining), Cells.Time(status.Resets));
        }

        terminal.Write(table);
    }
}
