using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Switchyard.Cli;

/// <summary><c>switchyard classify</c>: explains what the classifier thinks of one prompt.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("prompt") { Description = "The prompt; without it, standard input is read.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string>("--file") { Description = "Read the prompt from a file." };
        var model = new Option<string>("--model") { Description = "A model file of 'switchyard train'; default: the one that ships." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("classify", "Explain the tier of a prompt.") { text, file, model, json };
        command.SetAction(parsed => Shell.Run(parsed, terminal =>
        {
            var prompt = Read(parsed.GetValue(text), parsed.GetValue(file));
            var classifier = ModelFile.Load(parsed.GetValue(model));
            var verdict = classifier.Classify(prompt);
            if (parsed.GetValue(json)) terminal.WriteLine(Json(classifier, verdict, prompt));
            else WriteTable(terminal, classifier, verdict, prompt);
            return ExitCode.Done;
        }));
        return command;
    }

    private static byte[] Read(string? text, string? file)
    {
        if (text is not null && file is not null) throw new InputException("Give the prompt or --file, not both.");
        if (text is not null) return Encoding.UTF8.GetBytes(text);
        if (file is null) return Encoding.UTF8.GetBytes(Console.In.ReadToEnd());
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file} cannot be read ({e.Message.TrimEnd('.')}): check the name.");
        }
    }

    private static void WriteTable(Terminal terminal, PromptClassifier classifier, PromptVerdict verdict, byte[] prompt)
    {
        terminal.WriteLine(verdict.ToString());
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difficulty {verdict.Difficulty:F2} (mid from {classifier.MidFrom:F2}, frontier from {classifier.FrontierFrom:F2})"));
        if (classifier.Models.Count == 0) return;
        var table = new Table().AddColumns("model", "expected quality");
        for (var m = 0; m < classifier.Models.Count; m++)
        {
            table.AddRow(Markup.Escape(classifier.Models[m]), classifier.PredictSuccess(prompt, m).ToString("F2", CultureInfo.InvariantCulture));
        }

        terminal.Write(table);
    }

    private static string Json(PromptClassifier classifier, PromptVerdict verdict, byte[] prompt)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("tier", verdict.Tier.ToString().ToLowerInvariant());
            writer.WriteNumber("difficulty", Math.Round(verdict.Difficulty, 4));
            writer.WriteNumber("midFrom", classifier.MidFrom);
            writer.WriteNumber("frontierFrom", classifier.FrontierFrom);
            writer.WriteString("explanation", verdict.ToString());
            writer.WriteStartObject("success");
            for (var m = 0; m < classifier.Models.Count; m++) writer.WriteNumber(classifier.Models[m], Math.Round(classifier.PredictSuccess(prompt, m), 4));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
