using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Switchyard.Generators;

/// <summary>Finds the place in a file that a line and a column, as the readers count them, mean.</summary>
internal static class ConfigurationPlace
{
    /// <summary>The value that stands there: as far as a string, a number or a word reaches; otherwise one character.</summary>
    public static Location Of(string path, SourceText text, int lineNumber, int column)
    {
        var line = text.Lines[Math.Min(Math.Max(lineNumber, 1), text.Lines.Count) - 1];
        var start = Math.Min(line.Start + Math.Max(column, 1) - 1, line.End);
        var span = TextSpan.FromBounds(start, End(text, start, line.End));
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }

    private static int End(SourceText text, int start, int lineEnd)
    {
        if (start == lineEnd)
            return start;

        var end = start + 1;
        if (text[start] == '"')
        {
            while (end < lineEnd && text[end] != '"')
                end += text[end] == '\\' ? 2 : 1;
            return Math.Min(end + 1, lineEnd);
        }

        while ((text[start] == '-' || char.IsLetterOrDigit(text[start])) && end < lineEnd && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '+'))
            end++;
        return end;
    }
}
