using System.Globalization;

namespace Switchyard.Cli;

/// <summary>Chooses one model of a pool: the one with the highest expected quality − expected cost ÷ price of quality.</summary>
internal sealed class PortfolioRouter : IRouter
{
    private const int Topics = 160;
    private readonly string[] _pool;
    private readonly PortfolioModel _model;

    private PortfolioRouter(string[] pool, PortfolioModel model, OperatingPoint point) => (_pool, _model, Point) = (pool, model, point);

    public OperatingPoint Point { get; }

    /// <summary>The model whose quality is to be kept.</summary>
    public required string Reference { get; init; }

    public static PortfolioRouter Train(IReadOnlyList<OutcomeRow> rows, string[] pool, string? reference, double quality, TrainingRun run)
    {
        var usable = rows.Where(r => r.Has(pool)).ToArray();
        Require(rows, usable, pool);
        reference ??= BestOf(usable, pool);
        var at = Array.IndexOf(pool, reference);
        var encoder = PromptEncoder.Fit(rows.Select(r => r.Prompt), Topics, run.Seed);
        var encoded = usable.Select(r => encoder.Encode(r.Prompt)).ToArray();
        var (model, choices) = PortfolioModel.Fit(usable, encoded, pool, run);
        var wanted = usable.Select(r => quality * r.Scores[reference]).ToArray();
        var point = OperatingPoint.Choose(choices, wanted, usable.Average(r => r.Costs[reference]));
        return new PortfolioRouter(pool, model.With(encoder), point) { Reference = reference };
    }

    public Prediction Decide(PromptRow prompt) => new(prompt.Id, null, _pool[Choice.Best(_model.Choices(prompt.Prompt), Point.DollarsPerQuality)]);

    /// <summary>The choices at other prices of quality, as multiples of the chosen one: a cost–quality curve.</summary>
    public Prediction[] DecideAlong(PromptRow prompt, double[] factors)
    {
        var choices = _model.Choices(prompt.Prompt);
        return factors.Select(f => new Prediction(prompt.Id, null, _pool[Choice.Best(choices, Point.DollarsPerQuality * f)], Point: f.ToString(CultureInfo.InvariantCulture))).ToArray();
    }

    internal static string BestOf(IReadOnlyCollection<OutcomeRow> rows, string[] pool) =>
        pool.OrderByDescending(m => rows.Average(r => r.Scores[m])).ThenBy(m => rows.Average(r => r.Costs[m])).First();

    private static void Require(IReadOnlyList<OutcomeRow> rows, OutcomeRow[] usable, string[] pool)
    {
        if (usable.Length >= 20) return;
        var missing = pool.Where(m => !rows.Any(r => r.Scores.ContainsKey(m))).ToArray();
        throw new InputException(missing.Length > 0
            ? $"No training row knows {string.Join(", ", missing)}: add --train files that hold their outcomes, or take them out of --pool."
            : $"Only {usable.Length} training rows hold outcomes of all of {string.Join(", ", pool)}, and 20 are needed: add --train files or shrink --pool.");
    }
}
