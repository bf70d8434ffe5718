using Microsoft.CodeAnalysis.CSharp;

namespace Switchyard.Generators;

/// <summary>Writes C# literals.</summary>
internal static class Literal
{
    /// <summary>A string literal.</summary>
    public static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>
    /// A UTF-8 literal of JSON, which <see cref="JsonText"/> has freed of line breaks and of what does not print. It is raw where that helps,
    /// so that a reader sees the JSON as it goes over the wire; a raw literal cannot begin or end with a quote.
    /// </summary>
    public static string Utf8(string json)
    {
        if (json.IndexOfAny(['"', '\\']) < 0 || json[0] == '"' || json[json.Length - 1] == '"')
            return $"\"{json.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"u8";

        var quotes = new string('"', Math.Max(3, LongestRun(json) + 1));
        return $"{quotes}{json}{quotes}u8";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
