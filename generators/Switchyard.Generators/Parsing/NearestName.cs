namespace Switchyard.Generators;

/// <summary>Finds what somebody who misspelt a name most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest name as a message offers it; nothing if none is known.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $" (the nearest is '{nearest}')" : "";

    /// <summary>The nearest name; <see langword="null"/> if none is known.</summary>
    public static string? Find(string name, IEnumerable<string> known) =>
        known.OrderBy(other => Distance(name, other)).ThenBy(other => other, StringComparer.Ordinal).FirstOrDefault();

    // How many letters to insert, remove or replace. Case counts half: a name in the wrong case is nearer than any other.
    private static double Distance(string left, string right)
    {
        var row = new double[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = diagonal + Cost(left[line - 1], right[column - 1]);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[right.Length];
    }

    private static double Cost(char left, char right) =>
        left == right ? 0 : char.ToUpperInvariant(left) == char.ToUpperInvariant(right) ? 0.5 : 1;
}
