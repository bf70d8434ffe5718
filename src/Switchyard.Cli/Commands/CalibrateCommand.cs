using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Switchyard.Cli;

/// <summary><c>switchyard calibrate</c>: sets the tiers' thresholds on the user's own prompts.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var sample = new Option<string>("--sample") { Description = "Prompts: one {id, prompt} per line; for --quality outcome rows.", Required = true };
        var shares = new Option<string>("--shares") { Description = "Share of prompts for cheap, mid and frontier.", DefaultValueFactory = _ => "60,30,10" };
        var cost = new Option<double?>("--cost") { Description = "Mean dollars of a call that may not be exceeded; needs --tier-costs." };
        var tierCosts = new Option<string>("--tier-costs") { Description = "Mean dollars of a call per tier: cheap,mid,frontier." };
        var quality = new Option<double?>("--quality") { Description = "Quality to keep, as a share of the frontier model's; needs --tier-models." };
        var tierModels = new Option<string>("--tier-models") { Description = "The model of each tier in the sample: cheap,mid,frontier." };
        var model = new Option<string>("--model") { Description = "A model file of 'switchyard train'; default: the one that ships." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("calibrate", "Set the tiers' thresholds by share, cost or quality.") { sample, shares, cost, tierCosts, quality, tierModels, model, json };
        command.SetAction(parsed => Shell.Run(parsed, terminal =>
        {
            var classifier = ModelFile.Load(parsed.GetValue(model));
            var path = parsed.GetValue(sample)!;
            if (parsed.GetValue(cost) is not null && parsed.GetValue(quality) is not null) throw new InputException("--cost and --quality exclude each other: choose one target.");
            Calibration result;
            if (parsed.GetValue(quality) is { } share)
            {
                var models = PlanOptions.List(parsed.GetValue(tierModels)) ?? [];
                if (models.Length != 3) throw new InputException("--quality needs --tier-models cheap,mid,frontier.");
                result = Calibration.ByQuality(OutcomeFile.ReadWithPrompts([path]), models, share, classifier);
            }
            else
            {
                var difficulties = PromptFile.Read(path).Select(p => classifier.Classify(Encoding.UTF8.GetBytes(p.Prompt)).Difficulty).ToArray();
                result = parsed.GetValue(cost) is { } dollars
                    ? Calibration.ByCost(difficulties, Numbers(parsed.GetValue(tierCosts), "--tier-costs"), dollars)
                    : Calibration.ByShare(difficulties, Numbers(parsed.GetValue(shares), "--shares"));
            }

            terminal.WriteLine(parsed.GetValue(json) ? result.ToJson() : result.ToString());
            if (!parsed.GetValue(json)) terminal.WriteLine($"For switchyard.json:\n{result.ToPolicy()}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static double[] Numbers(string? text, string option)
    {
        var parts = PlanOptions.List(text) ?? [];
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < 0) numbers[i] = double.NaN;
        }

        return numbers.Length == 3 && numbers.All(double.IsFinite) && numbers.Sum() > 0
            ? numbers
            : throw new InputException($"{option} takes three numbers for cheap, mid and frontier, such as {(option == "--shares" ? "60,30,10" : "0.0002,0.002,0.01")}.");
    }
}
