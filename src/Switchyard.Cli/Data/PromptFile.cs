namespace Switchyard.Cli;

/// <summary>Reads <c>{id, prompt}</c> lines. Whatever else a line holds is not looked at.</summary>
internal static class PromptFile
{
    public static List<PromptRow> Read(string path)
    {
        var rows = new List<PromptRow>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (value, place) in JsonLines.Read(path))
        {
            var id = JsonLines.Text(value, "id", place);
            if (!ids.Add(id)) throw new InputException($"{place} repeats id \"{id}\": ids must be unique.");
            rows.Add(new PromptRow(id, JsonLines.Text(value, "prompt", place)));
        }

        return rows.Count > 0 ? rows : throw new InputException($"{path} holds no prompts: give one {{\"id\": …, \"prompt\": …}} per line.");
    }
}
