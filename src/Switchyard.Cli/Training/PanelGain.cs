namespace Switchyard.Cli;

/// <summary>A row and what the stronger half of its models gained over the weaker half.</summary>
/// <param name="Row">The row.</param>
/// <param name="Panel">Rows with the same models belong to one panel.</param>
/// <param name="Gain">Mean quality of the stronger half − of the weaker half, −1..1.</param>
internal sealed record PanelGain(OutcomeRow Row, int Panel, double Gain)
{
    // A model below this share of the best one fails for reasons that say little about the prompt.
    private const double Usable = 0.55;

    public static PanelGain[] Of(IEnumerable<OutcomeRow> rows)
    {
        var result = new List<PanelGain>();
        var number = 0;
        foreach (var panel in rows.GroupBy(r => string.Join('\n', r.Scores.Keys.Order(StringComparer.Ordinal))))
        {
            var members = panel.ToArray();
            var models = members[0].Scores.Keys.OrderBy(m => members.Average(r => r.Scores[m])).ToArray();
            if (models.Length < 2 || members.Length < 10) continue;
            var top = members.Average(r => r.Scores[models[^1]]);
            if (models.Length > 2) models = models.Where(m => members.Average(r => r.Scores[m]) > Usable * top).ToArray();
            var half = models.Length / 2;
            if (half == 0) continue;
            result.AddRange(members.Select(r => new PanelGain(r, number, models.TakeLast(half).Average(m => r.Scores[m]) - models.Take(half).Average(m => r.Scores[m]))));
            number++;
        }

        return [.. result];
    }
}
