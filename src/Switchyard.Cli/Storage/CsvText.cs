using System.Buffers;

namespace Switchyard.Cli;

/// <summary>Lines of comma-separated values (RFC 4180) that a spreadsheet takes for text where they are text.</summary>
internal static class CsvText
{
    // A cell that begins so is run as a formula by spreadsheets, whoever had a caller's tag or id put it there.
    private static readonly SearchValues<char> s_formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private static readonly SearchValues<char> s_special = SearchValues.Create(",\"\r\n");

    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells);

    /// <summary>A cell of text from outside.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var safe = s_formula.Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(s_special) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
