using System.Globalization;
using Spectre.Console;

namespace Switchyard.Cli;

/// <summary>Cells of a table on the terminal.</summary>
internal static class Cells
{
    /// <summary>Text from outside: what it says, and nothing that steers a terminal.</summary>
    public static string Text(string? text) =>
        string.IsNullOrEmpty(text) ? "–" : Markup.Escape(string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c)));

    public static string Count(long? number) => number is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "–";

    public static string Usd(decimal? amount) => amount is { } known ? "$" + known.ToString("0.000000", CultureInfo.InvariantCulture) : "–";

    public static string Time(DateTimeOffset? time) => time is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            // A column whose title begins with a blank holds numbers.
            var made = new TableColumn(column.TrimStart());
            table.AddColumn(column[0] == ' ' ? made.RightAligned() : made);
        }

        return table;
    }
}
