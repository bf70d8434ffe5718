using Switchyard.Cli;

namespace Switchyard.Tests;

/// <summary>The expected numbers were recorded from the reference scorer on the files under Assets.</summary>
public class MetricsTests
{
    [Fact]
    public void Two_models_agree_with_the_reference_scorer()
    {
        var rows = Fixture.Rows();
        var scores = Fixture.Read("pair-predictions.jsonl", e => (Id: e.GetProperty("id").GetString()!, Score: e.GetProperty("score").GetDouble())).ToDictionary(p => p.Id, p => p.Score);
        var metrics = PairMetrics.Of([.. rows.Select(r => scores[r.Id])], [.. rows.Select(r => r.Scores["small"])], [.. rows.Select(r => r.Scores["large"])], 500, 0)!;
        Assert.Equal(0.68366, metrics.Apgr, 5);
        Assert.Equal(0.290278, metrics.Cpt50, 6);
        Assert.Equal(0.555104, metrics.Cpt80, 6);
        Assert.Equal((0.45, 0.875), (metrics.Weak, metrics.Strong));
        Assert.Equal(0.631064, metrics.Low, 0.02);      // another random generator draws the samples
        Assert.Equal(0.73974, metrics.High, 0.02);
    }

    [Fact]
    public void No_information_is_one_half() =>
        Assert.Equal(0.5, PairMetrics.Of([7, 7, 7, 7], [0, 1, 0, 1], [1, 1, 1, 1], 10, 0)!.Apgr, 9);

    [Fact]
    public void Without_a_gap_there_is_no_figure() => Assert.Null(PairMetrics.Of([1, 2], [1, 1], [1, 0], 10, 0));

    [Fact]
    public void Many_models_agree_with_the_reference_scorer()
    {
        var rows = Fixture.Rows();
        var metrics = PoolMetrics.Of(rows, Predictions("pool-predictions.jsonl", rows, null), "large", 500, 0);
        Assert.Equal(0.783333, metrics.Quality, 6);
        Assert.Equal(4.252462, metrics.CostPerThousand, 6);
        Assert.Equal(0.67181, metrics.CostRatio, 5);
        Assert.Equal(-9.166667, metrics.DeltaPoints, 6);
        Assert.Equal(-15, metrics.LowPoints, 1.0);
        Assert.Equal(-4.166667, metrics.HighPoints, 1.0);
        Assert.False(metrics.NonInferior);
        Assert.Equal(0.541667, metrics.Shares["large"], 6);
    }

    [Fact]
    public void The_curve_agrees_with_the_reference_scorer()
    {
        var rows = Fixture.Rows();
        string[] models = ["small", "medium", "large"];
        var singles = models.Select(m => (rows.Average(r => r.Costs[m]), rows.Average(r => r.Scores[m]))).ToArray();
        var points = new[] { "lo", "mid", "hi" }.Select(p => PoolMetrics.Of(rows, Predictions("curve-predictions.jsonl", rows, p), "large", 1, 0)).Select(m => (m.CostPerThousand / 1000, m.Quality));
        CostQualityHull hull = new(points.Concat(singles)), mixture = new(singles);
        double low = singles[0].Item1, high = singles[2].Item1, best = singles[2].Item2;
        Assert.Equal(0.763834, hull.MeanHeight(low, high), 6);
        Assert.Equal(0.732996, mixture.MeanHeight(low, high), 6);
        Assert.Equal(0.843451, hull.CostAt(0.99 * best)!.Value / high, 6);
        Assert.Equal(0.820758, hull.QualityAt(0.6 * high), 6);
    }

    private static List<Prediction> Predictions(string file, List<OutcomeRow> rows, string? point)
    {
        var all = Fixture.Read(file, e => new Prediction(
            e.GetProperty("id").GetString()!,
            null,
            e.GetProperty("model").GetString(),
            e.TryGetProperty("called", out var called) ? [.. called.EnumerateArray().Select(c => c.GetString()!)] : null,
            e.TryGetProperty("point", out var p) ? p.GetString() : null)).Where(p => p.Point == point).ToDictionary(p => p.Id);
        return [.. rows.Select(r => all[r.Id])];
    }
}
