using System.CommandLine;

namespace Switchyard.Cli;

/// <summary><c>switchyard eval</c>: what routing would have come to on rows with known outcomes, by cross-validation.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var data = new Option<string[]>("--data") { Description = "Outcome files to be decided, by k-fold over groups; with --model also a feedback file or the folder of a ledger.", AllowMultipleArgumentsPerToken = true, Required = true };
        var train = new Option<string[]>("--train") { Description = "Further outcome files to learn from.", AllowMultipleArgumentsPerToken = true };
        var folds = new Option<int>("--folds") { Description = "Folds.", DefaultValueFactory = _ => 5 };
        var zeroShot = new Option<bool>("--zero-shot") { Description = "Learn from --train only, never from --data." };
        var boot = new Option<int>("--boot") { Description = "Bootstrap repetitions.", DefaultValueFactory = _ => 500 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same result.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Write the decisions." };
        var svg = new Option<string>("--svg") { Description = "Draw the cost–quality curve." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var model = new Option<string>("--model") { Description = "Measure this classifier of 'switchyard train' instead of the one that ships, and compare the two." };
        var current = new Option<string>("--current") { Description = "The classifier that --model must not be worse than; default: the one that ships." };
        var tiers = new Option<string>("--tier-models") { Description = "For the row of Auto: the model of each tier, cheap,mid,frontier." };
        var without = new Option<string[]>("--without") { Description = "Also measure without the rows whose source/domain begins with this.", AllowMultipleArgumentsPerToken = true };
        var plan = new PlanOptions();
        var command = new Command("eval", "Measure routing on outcome files.") { data, train, folds, zeroShot, boot, seed, output, svg, json, model, current, tiers, without };
        plan.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Shell.Run(parsed, terminal =>
        {
            var count = parsed.GetValue(folds);
            if (count is < 2 or > 100) throw new InputException("--folds must lie between 2 and 100.");
            var rows = OutcomeFile.Read(parsed.GetValue(data)!);
            var comparison = parsed.GetValue(model) is { } file
                ? ClassifierComparison.Of(ModelFile.Load(file), ModelFile.Load(parsed.GetValue(current)), rows, parsed.GetValue(boot), parsed.GetValue(seed))
                : null;
            if (rows.Any(r => r.Features is not null)) return CompareOnly(comparison, terminal);
            var extra = OutcomeFile.ReadWithPrompts(parsed.GetValue(train) ?? []);
            var chosen = (plan.Read(parsed) with { Tiers = PlanOptions.List(parsed.GetValue(tiers)), Without = parsed.GetValue(without) ?? [] }).Checked(rows);
            Require(rows, chosen);
            var run = new TrainingRun(parsed.GetValue(seed), terminal.Say, cancellation) { Classifier = ModelFile.Load(parsed.GetValue(model)) };
            var (decisions, curve) = parsed.GetValue(zeroShot) ? ZeroShot(rows, extra, chosen, run) : CrossValidation.Run(rows, extra, chosen, count, run);
            var evaluator = new Evaluator(rows, chosen, decisions, curve, run.Classifier, count, parsed.GetValue(boot), run.Seed);
            var report = evaluator.Report();
            foreach (var known in ModelFile.Known(run.Classifier, parsed.GetValue(data)!)) report = report with { Remarks = [.. report.Remarks, $"The classifier was trained on {Path.GetFileName(known)}: what is said of it here flatters it; --model names another."] };
            if (comparison is not null) report = report with { Remarks = [.. report.Remarks, comparison.ToString()] };
            if (parsed.GetValue(output) is { } path) PredictionFile.Write(path, decisions);
            if (parsed.GetValue(svg) is { } drawing) OutputFile.Write(drawing, evaluator.Draw());
            if (parsed.GetValue(json)) terminal.WriteLine(report.ToJson());
            else report.WriteTable(terminal);
            return comparison is null ? ExitCode.Done : Judge(comparison, terminal);
        })));
        return command;
    }

    // Without prompts nothing can be routed; but two classifiers can be compared on what was kept of them.
    private static int CompareOnly(ClassifierComparison? comparison, Terminal terminal)
    {
        if (comparison is null) throw new InputException("These calls hold features and no prompts, so only a classifier can be measured on them: give --model, or keep prompts.");
        terminal.WriteLine(comparison.ToString());
        return Judge(comparison, terminal);
    }

    private static int Judge(ClassifierComparison comparison, Terminal terminal)
    {
        if (!comparison.IsWorse) return ExitCode.Done;
        terminal.Complain("The model is worse than the current one: do not put it to use.");
        return ExitCode.Refused;
    }

    private static (Prediction[] Decisions, Prediction[][] Curve) ZeroShot(List<OutcomeRow> rows, List<OutcomeRow> extra, RoutingPlan plan, TrainingRun run)
    {
        var groups = rows.Select(r => r.Group).ToHashSet(StringComparer.Ordinal);
        var router = plan.Train(extra.Where(r => !groups.Contains(r.Group)).ToList(), rows.Where(r => r.Answers is not null).ToDictionary(r => r.Id, r => r.Answers!), run);
        return ([.. rows.Select(r => router.Decide(new PromptRow(r.Id, r.Prompt)))], []);
    }

    private static void Require(List<OutcomeRow> rows, RoutingPlan plan)
    {
        var models = plan.IsPair ? [plan.Weak!, plan.Strong!] : plan.Cascade ?? plan.Pool!;
        foreach (var model in plan.Reference is { } reference ? models.Append(reference) : models)
        {
            if (rows.Find(r => !r.Has([model])) is { } row) throw new InputException($"Row {row.Id} of --data has no outcome or cost of {model}: every row that is measured needs one; correct the name or leave the row out.");
        }
    }
}
