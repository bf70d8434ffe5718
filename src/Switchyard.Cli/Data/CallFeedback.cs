using System.Text.Json;

namespace Switchyard.Cli;

/// <summary>
/// Joins the calls and reports of ledgers, and the lines of feedback files: calls <c>{call, features, prompt?, attempts: [{model, outcome, cost?}]}</c> and reports
/// <c>{call, score}</c>, in any order. The last report of a call holds, for the model that answered; an answer that did not fit what was
/// asked for scores 0 for its model.
/// </summary>
internal sealed class CallFeedback
{
    private readonly Dictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _reports = new(StringComparer.Ordinal);

    public void Add(JsonElement value, string place)
    {
        var id = JsonLines.Text(value, "call", place);
        if (value.TryGetProperty("score", out _)) AddReport(id, OutcomeFile.Number(value, "score", place, 0, 1));
        else ReadCall(id, value, place);
    }

    public void AddReport(string id, double score) => _reports[id] = score;

    /// <param name="id">The call.</param>
    /// <param name="packed">Its features.</param>
    /// <param name="prompt">Its prompt, if that was kept.</param>
    /// <param name="answered">Who answered: whom a report is about.</param>
    /// <param name="attempts">Its attempts.</param>
    /// <param name="place">Where it stands, for a complaint.</param>
    public void AddCall(string id, string packed, string? prompt, string? answered, (string Model, string Outcome, double? Cost)[] attempts, string place)
    {
        if (PromptFeatures.Unpack(packed) is null) throw new InputException($"{place}: \"features\" were written by another version of Switchyard; train with that version, or leave the line out.");

        // The file may hold the prompt, and the ledger the same call without it.
        if (prompt is not null || !_calls.ContainsKey(id)) _calls[id] = new Call(packed, prompt, answered, attempts);
    }

    /// <summary>A row for each call of which something is known.</summary>
    public IEnumerable<OutcomeRow> Rows()
    {
        var known = new List<OutcomeRow>();
        foreach (var (id, call) in _calls)
        {
            var row = new OutcomeRow
            {
                Id = id,
                Prompt = call.Prompt ?? "",
                Features = call.Prompt is null ? PromptFeatures.Unpack(call.Packed) : null,
                Group = call.Prompt ?? call.Packed,
                Source = "feedback",
                Scores = [],
                Costs = [],
            };
            foreach (var (model, outcome, cost) in call.Attempts)
            {
                if (outcome == nameof(Outcome.InvalidReply)) row.Scores[model] = 0;
                if (cost is { } dollars) row.Costs[model] = dollars;
            }

            if (_reports.TryGetValue(id, out var score) && call.Answered is { } answered) row.Scores[answered] = score;
            if (row.Scores.Count > 0) known.Add(row);
        }

        return _calls.Count == 0 && _reports.Count > 0
            ? throw new InputException($"No report belongs to a call of these files: give the file that holds the calls too, such as that of {_reports.Keys.First()}.")
            : known;
    }

    private void ReadCall(string id, JsonElement value, string place)
    {
        var packed = JsonLines.Text(value, "features", place);
        if (!value.TryGetProperty("attempts", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new InputException($"{place} has no \"attempts\": a call is {{call, features, attempts: [{{model, outcome, cost}}]}}.");
        }

        var attempts = list.EnumerateArray().Select(a => (
            JsonLines.Text(a, "model", place),
            JsonLines.Text(a, "outcome", place),
            a.TryGetProperty("cost", out _) ? OutcomeFile.Number(a, "cost", place, 0, double.MaxValue) : (double?)null)).ToArray();
        AddCall(id, packed, value.TryGetProperty("prompt", out _) ? JsonLines.Text(value, "prompt", place) : null, attempts[^1].Item1, attempts, place);
    }

    private sealed record Call(string Packed, string? Prompt, string? Answered, (string Model, string Outcome, double? Cost)[] Attempts);
}
