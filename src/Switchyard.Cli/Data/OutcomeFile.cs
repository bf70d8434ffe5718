using System.Text.Json;

namespace Switchyard.Cli;

/// <summary>
/// Reads outcomes: rows <c>{id, prompt, scores, cost, group?, ans?, source?, domain?}</c>, feedback lines
/// <c>{prompt, model, score, cost}</c>, which are joined by prompt, and the calls and reports of a feedback file or a ledger's folder, which are joined
/// by call.
/// </summary>
internal static class OutcomeFile
{
    public static List<OutcomeRow> Read(IEnumerable<string> paths)
    {
        var rows = new List<OutcomeRow>();
        var byPrompt = new Dictionary<string, OutcomeRow>(StringComparer.Ordinal);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var calls = new CallFeedback();
        foreach (var path in paths)
        {
            if (LedgerFolder.Is(path))
            {
                if (LedgerFolder.AddTo(calls, path) == 0) throw new InputException($"The ledger in {path} has no feedback yet: report scores with router.Report, or at a gateway with POST /v1/feedback.");
                continue;
            }

            var before = rows.Count;
            var lines = 0;
            foreach (var (value, place) in JsonLines.Read(path))
            {
                lines++;
                if (value.TryGetProperty("call", out _)) calls.Add(value, place);
                else if (value.TryGetProperty("scores", out _)) rows.Add(ReadRow(value, place, ids));
                else AddFeedback(value, place, byPrompt, rows);
            }

            if (rows.Count == before && lines == 0) throw new InputException($"{path} holds no rows: give a file with one outcome per line.");
        }

        rows.AddRange(calls.Rows());
        return rows;
    }

    /// <summary>The same, for what has to read prompts.</summary>
    public static List<OutcomeRow> ReadWithPrompts(IEnumerable<string> paths)
    {
        var rows = Read(paths);
        return rows.Find(r => r.Features is not null) is { } row
            ? throw new InputException($"Call {row.Id} holds features and no prompt: only 'train' and 'eval --model' can use it; keep prompts, or leave its file out.")
            : rows;
    }

    private static OutcomeRow ReadRow(JsonElement value, string place, Dictionary<string, string> ids)
    {
        var id = JsonLines.Text(value, "id", place);
        if (!ids.TryAdd(id, place)) throw new InputException($"{place} repeats id \"{id}\" of {ids[id]}: remove one of them.");
        return new OutcomeRow
        {
            Id = id,
            Prompt = JsonLines.Text(value, "prompt", place),
            Group = Optional(value, "group") ?? id,
            Source = Optional(value, "source") ?? "",
            Domain = Optional(value, "domain") ?? "",
            Scores = Numbers(value, "scores", place, 0, 1),
            Costs = Numbers(value, "cost", place, 0, double.MaxValue),
            Answers = value.TryGetProperty("ans", out _) ? AnswerFile.ReadAnswers(value, place) : null,
        };
    }

    private static void AddFeedback(JsonElement value, string place, Dictionary<string, OutcomeRow> byPrompt, List<OutcomeRow> rows)
    {
        var prompt = JsonLines.Text(value, "prompt", place);
        if (!value.TryGetProperty("model", out _))
        {
            throw new InputException($"{place} has neither \"scores\" nor \"model\": an outcome is {{id, prompt, scores, cost}}, a feedback {{prompt, model, score, cost}}.");
        }

        var model = JsonLines.Text(value, "model", place);
        if (!byPrompt.TryGetValue(prompt, out var row))
        {
            row = new OutcomeRow { Id = $"feedback-{byPrompt.Count}", Prompt = prompt, Group = prompt, Source = "feedback", Scores = [], Costs = [] };
            byPrompt.Add(prompt, row);
            rows.Add(row);
        }

        row.Scores[model] = Number(value, "score", place, 0, 1);
        row.Costs[model] = Number(value, "cost", place, 0, double.MaxValue);
    }

    private static Dictionary<string, double> Numbers(JsonElement value, string name, string place, double min, double max)
    {
        if (!value.TryGetProperty(name, out var map) || map.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"{place} has no \"{name}\": it maps each model to a number.");
        }

        var result = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject()) result[entry.Name] = Number(map, entry.Name, place, min, max);
        return result;
    }

    internal static double Number(JsonElement value, string name, string place, double min, double max)
    {
        return value.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.GetDouble() is var x && x >= min && x <= max
            ? x
            : throw new InputException($"{place}: \"{name}\" must be a number from {min} {(max > 1 ? "on" : $"to {max}")}.");
    }

    private static string? Optional(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
