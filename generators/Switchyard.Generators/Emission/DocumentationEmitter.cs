using System.Text;

namespace Switchyard.Generators;

/// <summary>Emits the doc comment by which a task explains itself on hover.</summary>
internal static class DocumentationEmitter
{
    // Whatever C# takes for the end of a line: text from a file must not get out of the comment.
    private static readonly char[] s_lineBreaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    public static void Emit(CodeWriter writer, TaskModel task, TierRoute route)
    {
        if (task.Documentation.Length == 0)
            writer.Line($"/// <summary>Asks a language model: the task <c>{Escape(task.Id)}</c>.</summary>");
        foreach (var line in task.Documentation.Split(s_lineBreaks, StringSplitOptions.RemoveEmptyEntries))
            writer.Line($"/// {line.Trim()}");

        var tier = $"<c>{task.Tier.ToString().ToLowerInvariant()}</c>{(task.Tier == Tier.Auto ? ", so any, as its classifier decides" : "")}";
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>Tier {tier}. {Candidates(route)}</para>");
        if (route.Unknown.Count > 0)
            writer.Line($"/// <para>Left out, as no manifest has them: {List(route.Unknown)}.</para>");
        writer.Line("/// </remarks>");
    }

    private static string Candidates(TierRoute route)
    {
        if (!route.HasPolicy)
            return $"The build found no <c>{Policy.FileName}</c>, so the candidates are known only when it runs.";
        return route.Candidates.Count == 0
            ? $"<c>{Policy.FileName}</c> has no candidate for it."
            : $"Candidates in order, from <c>{Policy.FileName}</c>: {List(route.Candidates)}.";
    }

    private static string List(EquatableArray<string> models) => string.Join(", ", models.Select(model => $"<c>{Escape(model)}</c>"));

    private static string Escape(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            builder.Append(character switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                _ when char.IsControl(character) || char.IsSurrogate(character) || s_lineBreaks.Contains(character) => " ",
                _ => character.ToString(),
            });
        }

        return builder.ToString();
    }
}
