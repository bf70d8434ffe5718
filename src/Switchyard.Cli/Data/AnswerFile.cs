using System.Text.Json;

namespace Switchyard.Cli;

/// <summary>Reads <c>{id, ans: {model: answer}}</c> lines: what the cheap models of a cascade answered.</summary>
internal static class AnswerFile
{
    public static Dictionary<string, Dictionary<string, string>> Read(string path)
    {
        var result = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (value, place) in JsonLines.Read(path)) result[JsonLines.Text(value, "id", place)] = ReadAnswers(value, place);
        return result.Count > 0 ? result : throw new InputException($"{path} holds no answers: give one {{\"id\": …, \"ans\": {{model: answer}}}} per line.");
    }

    public static Dictionary<string, string> ReadAnswers(JsonElement value, string place)
    {
        if (!value.TryGetProperty("ans", out var map) || map.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"{place} has no \"ans\": it maps each model to its answer.");
        }

        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject()) answers[entry.Name] = entry.Value.ToString();
        return answers;
    }
}
