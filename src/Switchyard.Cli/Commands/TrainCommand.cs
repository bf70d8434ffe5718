using System.CommandLine;

namespace Switchyard.Cli;

/// <summary><c>switchyard train</c>: builds a classifier from outcome and feedback files and ledgers, and refuses a worse one.</summary>
internal static class TrainCommand
{
    private const int Folds = 5;

    public static Command Create()
    {
        var data = new Option<string[]>("--data") { Description = "Outcome files, feedback lines {prompt, model, score, cost}, the feedback file of an application, or the folder of a ledger.", AllowMultipleArgumentsPerToken = true, Required = true };
        var output = new Option<string>("--out") { Description = "Where the model goes.", Required = true };
        var current = new Option<string>("--current") { Description = "The model that the new one must not be worse than; 'none' to skip. Default: the one that ships." };
        var licence = new Option<string[]>("--licence") { Description = "Licences of the data, recorded in the model.", AllowMultipleArgumentsPerToken = true };
        var without = new Option<string[]>("--without") { Description = "Leave out rows whose source/domain begins with this, such as zeroeval/grade_school_math.", AllowMultipleArgumentsPerToken = true };
        var seed = new Option<int>("--seed") { Description = "Same seed, same model.", DefaultValueFactory = _ => 1 };
        var command = new Command("train", "Build a classifier model from outcomes and feedback.") { data, output, current, licence, without, seed };
        command.SetAction((parsed, cancellation) => Task.FromResult(Shell.Run(parsed, terminal =>
        {
            var paths = parsed.GetValue(data)!;
            var left = parsed.GetValue(without) ?? [];
            var rows = OutcomeFile.Read(paths).Where(r => !left.Any(l => $"{r.Source}/{r.Domain}".StartsWith(l, StringComparison.Ordinal))).ToList();
            if (rows.Count < 50) throw new InputException($"{rows.Count} rows are too few to train on: gather 50 or more with {string.Join(", ", paths)}.");
            var run = new TrainingRun(parsed.GetValue(seed), terminal.Say, cancellation);
            var before = parsed.GetValue(current) is "none" ? null : ModelFile.Load(parsed.GetValue(current));
            if (before is null && rows.Any(r => r.Features is not null)) throw new InputException("Calls without prompts can only correct a model: name it with --current, or leave --current out for the one that ships.");
            if (before is not null && IsWorse(rows, before, run, terminal)) return ExitCode.Refused;
            var model = Learn(rows, before, Provenance(paths, parsed.GetValue(licence) ?? [], left, run.Seed, rows.Count), run.Part(before is null ? 0 : 0.5, 1));
            ModelFile.Save(model, parsed.GetValue(output)!);
            terminal.WriteLine($"Trained on {rows.Count} prompts, {model.Models.Length} models known; written to {parsed.GetValue(output)}.");
            return ExitCode.Done;
        })));
        return command;
    }

    // Calls of the application correct the model that judged them; outcome files make a model of their own.
    private static ClassifierModel Learn(List<OutcomeRow> rows, PromptClassifier? before, string provenance, TrainingRun run) =>
        before is not null && rows.Any(r => r.Features is not null)
            ? ClassifierCorrection.Apply(before.Model, rows, provenance, run)
            : ClassifierTrainer.Train(rows, provenance, run);

    private static bool IsWorse(List<OutcomeRow> rows, PromptClassifier current, TrainingRun run, Terminal terminal)
    {
        // Held out: the candidate is judged on rows that it has not seen. The current one may have seen them; that favours it.
        var test = rows.Where(r => Cli.Folds.Of(r.Group, Folds, run.Seed) == 0).ToList();
        if (test.Count < 10) return false;
        run = run.Part(0, 0.5, "comparing with the current model");
        var candidate = new PromptClassifier(Learn(rows.Where(r => Cli.Folds.Of(r.Group, Folds, run.Seed) != 0).ToList(), current, "", run));
        var comparison = ClassifierComparison.Of(candidate, current, test, 500, run.Seed);
        terminal.WriteLine(comparison.ToString());
        if (!comparison.IsWorse) return false;
        terminal.Complain("The new model is worse than the current one and was not written; give more rows, or --current none to insist.");
        return true;
    }

    private static string Provenance(string[] paths, string[] licences, string[] without, int seed, int count)
    {
        var lines = new List<string>();
        foreach (var path in paths.Order(StringComparer.Ordinal)) lines.Add($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} {ModelFile.Hash(path)}");
        lines.Add($"rows {count}, seed {seed}{(without.Length > 0 ? ", without " + string.Join(' ', without) : "")}");
        if (licences.Length > 0) lines.Add("licences " + string.Join(", ", licences));
        return string.Join('\n', lines);
    }
}
