using System.Globalization;
using Spectre.Console;
using Switchyard;

namespace QuickStart;

/// <summary>Shows a run to people.</summary>
public static class Report
{
    private const string Frontier = "openai/gpt-6-astra";

    /// <summary>Says in one line whether real models are called.</summary>
    public static void WriteMode(IReadOnlyList<string> liveKeys)
    {
        // A file has no width to keep to.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 120;

        AnsiConsole.MarkupLine(liveKeys.Count > 0
            ? $"[yellow]Live:[/] {string.Join(", ", liveKeys)} is set, so real models are called and billed."
            : "[yellow]Simulated:[/] none of its vendors' keys is set; their answers are loopback stand-ins.");
    }

    /// <summary>A progress bar, where there is a terminal to draw it on.</summary>
    public static Task WithProgressAsync(int messages, Func<Action, Task> run) =>
        AnsiConsole.Profile.Capabilities.Interactive
            ? AnsiConsole.Progress().HideCompleted(true).StartAsync(context =>
            {
                var bar = context.AddTask("Answering", maxValue: messages);
                return run(() => bar.Increment(1));
            })
            : run(static () => { });

    public static void Write(SupportRun run, Router router)
    {
        if (run.Answers.Count > 0)
        {
            WriteAnswers(run.Answers);
            WriteFailovers([.. run.Answers.Select(answer => answer.Attempts), .. run.Failures.Select(failure => failure.Attempts)]);
        }

        AnsiConsole.MarkupLineInterpolated($"{run.Answered} of {run.Messages} messages answered.");
        WriteTotal(run, router);
        foreach (var (reason, count) in run.Failures.CountBy(failure => failure.Message))
            AnsiConsole.MarkupLineInterpolated($"[red]Not answered, {count} times:[/] {reason}");
    }

    private static void WriteAnswers(IReadOnlyCollection<Answer> answers)
    {
        var table = new Table().SimpleBorder().AddColumns(Left("Task"), Left("Tier"), Left("Model that answered"))
            .AddColumns([Right("Answers"), Right("Attempts"), Right("Median time"), Right("Cost")]);
        var groups = answers.GroupBy(answer => (answer.Task, answer.Tier, answer.Model));
        foreach (var group in groups.OrderBy(group => group.Key.Task).ThenByDescending(group => group.Count()))
        {
            var times = group.Select(answer => answer.Duration).Order().ToList();
            table.AddRow(
                group.Key.Task, group.Key.Tier.ToString(), group.Key.Model, Text(group.Count()), Text(group.Sum(answer => answer.Attempts.Count)),
                string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2].TotalMilliseconds:0} ms"), Usd(Total(group)));
        }

        AnsiConsole.Write(table);
    }

    private static void WriteFailovers(IReadOnlyList<IReadOnlyList<Attempt>> calls)
    {
        var failovers = calls
            .SelectMany(attempts => attempts.Zip(attempts.Skip(1)))
            .CountBy(step => (From: step.First.Model, Why: Reason(step.First), To: step.Second.Model));
        var table = new Table().SimpleBorder().AddColumns(Left("Failed over from"), Left("Why"), Left("To"), Right("Times"));
        foreach (var ((from, why, to), count) in failovers.OrderByDescending(failover => failover.Value))
            table.AddRow(from, Markup.Escape(why), to, Text(count));

        if (table.Rows.Count == 0)
            AnsiConsole.WriteLine("Nothing failed over.");
        else
            AnsiConsole.Write(table);
    }

    private static void WriteTotal(SupportRun run, Router router)
    {
        // What failed calls cost was spent too.
        var failed = run.Failures.SelectMany(failure => failure.Attempts).Aggregate((decimal?)0, (sum, attempt) => sum + attempt.Cost);
        if (router.FindModel(Frontier)?.Price is not { } price || Total(run.Answers) + failed is not { } paid)
            return;

        var frontier = run.Answers.Sum(answer => price.CostOf(answer.Usage));
        if (frontier == 0)
            return;

        AnsiConsole.MarkupLineInterpolated(
            $"Total [bold]{Usd(paid)}[/]; the same tokens, everything on {Frontier}: [bold]{Usd(frontier)}[/] ({Percent(1 - (paid / frontier))} less).");
    }

    // One unknown cost makes the sum unknown: it must not look like nothing.
    private static decimal? Total(IEnumerable<Answer> answers) => answers.Aggregate((decimal?)0, (sum, answer) => sum + answer.Cost);

    private static string Reason(Attempt attempt) => attempt.HttpStatus == 0 ? $"{attempt.Outcome}" : $"{attempt.Outcome} (HTTP {attempt.HttpStatus})";

    // In a narrow terminal whole cells are cut off: half a number would be another number.
    private static TableColumn Left(string header) => new TableColumn(header).NoWrap();

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned().NoWrap();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Usd(decimal? usd) => usd is { } known ? known.ToString("$0.000000", CultureInfo.InvariantCulture) : "unknown";

    private static string Percent(decimal fraction) => fraction.ToString("0 %", CultureInfo.InvariantCulture);
}
