namespace Switchyard.Storage;

/// <summary>The queries of <see cref="CostReader"/>.</summary>
internal static class CostSql
{
    /// <summary>Which calls count.</summary>
    public const string Bounds = "started >= @since AND started < @until";

    /// <summary>The calls, in the order in which they ended.</summary>
    public const string All = $"SELECT * FROM calls WHERE {Bounds} ORDER BY sequence";

    private const string Sums = "sum(calls), sum(succeeded), sum(attempts), sum(input), sum(cached), sum(output), sum(cost), sum(unknown), sum(saved)";

    private const string OfCall = """
        1 AS calls, outcome = 'Completed' AS succeeded, attempts, input_tokens AS input, cached_tokens AS cached, output_tokens AS output,
        ifnull(cost, 0) AS cost, cost IS NULL AS unknown, ifnull(saved, 0) AS saved
        """;

    /// <summary>The last calls, in the order in which they ended. Not for all of them, which would have to be sorted before the first is read.</summary>
    public static string Last(int count) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"SELECT * FROM (SELECT * FROM calls WHERE {Bounds} ORDER BY sequence DESC LIMIT {count}) ORDER BY sequence");

    public static string For(CostGrouping by) => by switch
    {
        CostGrouping.Model => ByAttempt("model"),
        CostGrouping.Provider => ByAttempt("provider"),
        CostGrouping.Task => ByCall("task"),
        CostGrouping.Team => ByCall("team"),
        CostGrouping.Day => ByCall("date(started / 1000000, 'unixepoch')", order: "1"),
        CostGrouping.Tag => $"SELECT label, NULL, {Sums} FROM (SELECT tag.value AS label, {OfCall} FROM calls LEFT JOIN json_each(calls.tags) AS tag WHERE {Bounds}) GROUP BY label ORDER BY sum(cost) DESC, label",
        CostGrouping.Key => $"SELECT label, (SELECT name FROM keys WHERE id = label), {Sums} FROM (SELECT key AS label, {OfCall} FROM calls WHERE {Bounds}) GROUP BY label ORDER BY sum(cost) DESC, label",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "There is no such grouping."),
    };

    private static string ByCall(string label, string order = "sum(cost) DESC, label") =>
        $"SELECT label, NULL, {Sums} FROM (SELECT {label} AS label, {OfCall} FROM calls WHERE {Bounds}) GROUP BY label ORDER BY {order}";

    /// <summary>Attempts where they were made; besides, calls that made none: answers from the cache, and those that found nobody to ask.</summary>
    private static string ByAttempt(string column) => $"""
        SELECT label, NULL, {Sums} FROM (
            SELECT a.{column} AS label, count(DISTINCT a.call) AS calls, sum(a.outcome = 'Completed') AS succeeded, count(*) AS attempts, sum(a.input_tokens) AS input,
                sum(a.cached_tokens) AS cached, sum(a.output_tokens) AS output, ifnull(sum(a.cost), 0) AS cost, sum(a.cost IS NULL) AS unknown, 0 AS saved
            FROM attempts AS a JOIN calls AS c ON c.sequence = a.call WHERE {Bounds} GROUP BY a.{column}
            UNION ALL
            SELECT {column} AS label, {OfCall} FROM calls WHERE attempts = 0 AND {Bounds}
        ) GROUP BY label ORDER BY sum(cost) DESC, label
        """;
}
