namespace Switchyard;

/// <summary>The names that someone may have meant.</summary>
internal static class NearestNames
{
    private const int Most = 3;
    private const int LongestName = 128;

    /// <summary>Up to three of the names, the nearest first.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> names)
    {
        if (name.Length is 0 or > LongestName)
            return [];

        return [.. names
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(found => found.Distance <= Math.Max(3, name.Length / 2))
            .OrderBy(found => found.Distance)
            .ThenBy(found => found.Name, StringComparer.Ordinal)
            .Take(Most)
            .Select(found => found.Name)];
    }

    // With or without the provider: who leaves it out, or takes the wrong one, means the model.
    private static int Distance(string name, string candidate)
    {
        var slash = candidate.IndexOf('/', StringComparison.Ordinal);
        var whole = EditDistance(name, candidate);
        return slash < 0 ? whole : Math.Min(whole, 1 + EditDistance(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], candidate[(slash + 1)..]));
    }

    private static int EditDistance(string one, string other)
    {
        var row = new int[other.Length + 1];
        for (var column = 0; column <= other.Length; column++)
            row[column] = column;

        for (var line = 1; line <= one.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= other.Length; column++)
            {
                var changed = diagonal + (char.ToLowerInvariant(one[line - 1]) == char.ToLowerInvariant(other[column - 1]) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(changed, 1 + Math.Min(row[column], row[column - 1]));
            }
        }

        return row[^1];
    }
}
