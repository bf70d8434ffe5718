using System.CommandLine;

namespace Switchyard.Cli;

/// <summary><c>switchyard predict</c>: decides about prompts whose outcomes it has never seen.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var train = new Option<string[]>("--train") { Description = "Outcome files to learn from (.jsonl, .jsonl.gz).", AllowMultipleArgumentsPerToken = true };
        var input = new Option<string>("--in") { Description = "Prompts: one {id, prompt} per line.", Required = true };
        var output = new Option<string>("--out") { Description = "Where the predictions go.", Required = true };
        var answers = new Option<string>("--answers") { Description = "For --cascade: one {id, ans: {M1, M2}} per line." };
        var seed = new Option<int>("--seed") { Description = "Same seed, same predictions.", DefaultValueFactory = _ => 1 };
        var model = new Option<string>("--model") { Description = "The classifier that ranks a pair without --train; default: the one that ships." };
        var plan = new PlanOptions();
        var command = new Command("predict", "Decide about prompts, trained on outcome files.") { train, input, output, answers, seed, model };
        plan.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Shell.Run(parsed, terminal =>
        {
            var prompts = PromptFile.Read(parsed.GetValue(input)!);
            var rows = OutcomeFile.ReadWithPrompts(parsed.GetValue(train) ?? []);
            var checkedPlan = plan.Read(parsed).Checked(rows);
            var known = parsed.GetValue(answers) is { } path ? AnswerFile.Read(path) : null;
            var router = checkedPlan.Train(rows, known, new TrainingRun(parsed.GetValue(seed), terminal.Say, cancellation) { Classifier = ModelFile.Load(parsed.GetValue(model)) });
            PredictionFile.Write(parsed.GetValue(output)!, [.. prompts.Select((prompt, i) =>
            {
                cancellation.ThrowIfCancellationRequested();
                terminal.Say("deciding", i / (double)prompts.Count);
                return router.Decide(prompt);
            })]);
            terminal.WriteLine(Describe(router, checkedPlan, prompts.Count));
            return ExitCode.Done;
        })));
        return command;
    }

    private static string Describe(IRouter router, RoutingPlan plan, int count) => router switch
    {
        PairRouter pair when pair.OwnRows < 20 => $"{count} prompts ranked; no training row holds {plan.Weak} and {plan.Strong}, so by what stronger models gain in general.",
        PairRouter pair => $"{count} prompts ranked, from {pair.OwnRows} rows of the pair.",
        PortfolioRouter pool => $"{count} prompts decided at {FormattableString.Invariant($"{pool.Point.DollarsPerQuality / 100:G3}")} dollars per percentage point; held-out training rows: {Terms(pool.Point)} of {pool.Reference}.",
        CascadeRouter cascade => $"{count} prompts decided; held-out training rows: {Terms(cascade.Policy.Point)} of {cascade.Reference}.",
        _ => $"{count} prompts ranked by difficulty alone; --train FILE would make it specific to the models.",
    };

    private static string Terms(OperatingPoint point) =>
        FormattableString.Invariant($"quality {100 * point.Delta:+0.00;-0.00} points (at worst {100 * point.Lower:+0.00;-0.00}) at {100 * point.CostRatio:F1} % of the cost");
}
