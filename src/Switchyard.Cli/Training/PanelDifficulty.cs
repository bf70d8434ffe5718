namespace Switchyard.Cli;

/// <summary>How many of a row's models failed; compared within a panel of models only.</summary>
/// <param name="Index">The row's place.</param>
/// <param name="Panel">Rows with the same models belong to one panel.</param>
/// <param name="Failure">1 − mean quality.</param>
internal readonly record struct PanelDifficulty(int Index, int Panel, double Failure)
{
    public static List<PanelDifficulty> Of(IReadOnlyList<OutcomeRow> rows)
    {
        var result = new List<PanelDifficulty>();
        var number = 0;
        foreach (var panel in Enumerable.Range(0, rows.Count).GroupBy(i => string.Join('\n', rows[i].Scores.Keys.Order(StringComparer.Ordinal))))
        {
            result.AddRange(panel.Where(i => rows[i].Scores.Count > 0).Select(i => new PanelDifficulty(i, number, 1 - rows[i].Scores.Values.Average())));
            number++;
        }

        return result;
    }
}
