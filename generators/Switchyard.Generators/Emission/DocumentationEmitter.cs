using System.Text;

namespace Switchyard.Generators;

/// <summary>Emits the doc comment by which a task explains itself on hover.</summary>
internal static class DocumentationEmitter
{
    // Whatever C# takes for the end of a line: text from a file must not get out of the comment.
    private static readonly char[] s_lineBreaks = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    public static void Emit(CodeWriter writer, TaskModel task, TaskRoute route)
    {
        if (task.Documentation.Length == 0)
            writer.Line($"/// <summary>Asks a language model: the task <c>{Escape(task.Id)}</c>.</summary>");
        foreach (var line in task.Documentation.Split(s_lineBreaks, StringSplitOptions.RemoveEmptyEntries))
            writer.Line($"/// {line.Trim()}");

        var isOpen = task.Tier == Tier.Auto && task.Constraints.Models.Count == 0;
        var tier = $"<c>{task.Tier.ToString().ToLowerInvariant()}</c>{(isOpen ? ", so any, as its classifier decides" : "")}";
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>Tier {tier}. {Candidates(task, route)}</para>");
        if (route.Stronger.Count > 0)
            writer.Line($"/// <para>When an answer does not fit: {string.Join(", ", route.Stronger.Select(model => $"<c>{Escape(model.Model)}</c>"))}.</para>");
        if (route.LeftOut.Any())
            writer.Line($"/// <para>Left out: {string.Join(", ", route.LeftOut.Select(model => $"<c>{Escape(model.Model)}</c> ({RouteWords.Why(model)})"))}.</para>");
        if (route.IsJudged && route.Candidates.Any())
            writer.Line($"/// <para>{RouteWords.Worst(route)}</para>");
        writer.Line("/// </remarks>");
    }

    private static string Candidates(TaskModel task, TaskRoute route)
    {
        if (!route.HasPolicy)
            return $"The build found no <c>{Policy.FileName}</c>, so the candidates are known only when it runs.";
        var source = task.Constraints.Models.Count > 0 ? "" : $", from <c>{Policy.FileName}</c>";
        return !route.Candidates.Any()
            ? $"<c>{Policy.FileName}</c> has no candidate for it."
            : $"Candidates in order{source}: {string.Join(", ", route.Candidates.Select(model => $"<c>{Escape(model.Model)}</c>"))}.";
    }

    /// <summary>Text within a comment of one line.</summary>
    public static string Escape(string text)
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
