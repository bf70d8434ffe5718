using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Finds the files that prompts stand in.</summary>
internal static class PromptFiles
{
    private static readonly string[] s_endings = [".md", ".txt", ".prompt"];

    public static bool IsPrompt(string path) => Array.Exists(s_endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The file that an attribute means: it names the end of its path. Of several it is the one nearest to the root.</summary>
    public static T? Find<T>(IEnumerable<T> files, Func<T, string> pathOf, string name)
        where T : class
    {
        var end = Normalise(name);
        while (end.StartsWith("./", StringComparison.Ordinal) || end.StartsWith("../", StringComparison.Ordinal))
            end = end.Substring(end.IndexOf('/') + 1);
        return end.Length == 0 ? null : files
            .Where(file => Normalise(pathOf(file)) is var path && (path == end || path.EndsWith("/" + end, StringComparison.Ordinal)))
            .OrderBy(file => pathOf(file).Length)
            .ThenBy(pathOf, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>A file's text as a message: without the line break at its end, and the same on every system.</summary>
    public static string Clean(string text) => text.Replace("\r\n", "\n").TrimEnd('\n', '\r');

    /// <summary>What an attribute names; <see langword="null"/> if it has text of its own.</summary>
    public static string? NameOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "File").Value.Value as string;

    private static string Normalise(string path) => path.Replace('\\', '/');
}
