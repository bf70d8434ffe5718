namespace Switchyard.Cli;

/// <summary>The best quality that a mixture of policies buys for each cost: the upper-left hull of their (cost, quality) points.</summary>
internal sealed class CostQualityHull
{
    private readonly List<(double Cost, double Quality)> _points = [];

    public CostQualityHull(IEnumerable<(double Cost, double Quality)> points)
    {
        foreach (var (x, y) in points.OrderBy(p => p.Cost).ThenByDescending(p => p.Quality))
        {
            if (_points.Count > 0 && y <= _points[^1].Quality) continue;
            while (_points.Count >= 2 && Flatter(_points[^2], _points[^1], (x, y))) _points.RemoveAt(_points.Count - 1);
            _points.Add((x, y));
        }
    }

    public IReadOnlyList<(double Cost, double Quality)> Points => _points;

    /// <summary>The least cost at which a quality is reached, or null.</summary>
    public double? CostAt(double quality)
    {
        if (_points[0].Quality >= quality) return _points[0].Cost;
        for (var i = 1; i < _points.Count; i++)
        {
            var (a, b) = (_points[i - 1], _points[i]);
            if (b.Quality >= quality - 1e-12) return a.Cost + ((b.Cost - a.Cost) * (quality - a.Quality) / (b.Quality - a.Quality));
        }

        return null;
    }

    public double QualityAt(double cost)
    {
        for (var i = 1; i < _points.Count; i++)
        {
            var (a, b) = (_points[i - 1], _points[i]);
            if (a.Cost <= cost && cost <= b.Cost) return a.Quality + ((b.Quality - a.Quality) * (cost - a.Cost) / (b.Cost - a.Cost));
        }

        return cost < _points[0].Cost ? double.NaN : _points[^1].Quality;
    }

    /// <summary>AIQ: the mean height between two costs, flat beyond the right end.</summary>
    public double MeanHeight(double from, double to)
    {
        double[] at = [from, .. _points.Select(p => p.Cost).Where(c => c > from && c < to), to];
        var area = 0.0;
        for (var i = 1; i < at.Length; i++) area += (at[i] - at[i - 1]) * (QualityAt(at[i]) + QualityAt(at[i - 1])) / 2;
        return area / (to - from);
    }

    private static bool Flatter((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => (b.Y - a.Y) * (c.X - a.X) <= (c.Y - a.Y) * (b.X - a.X);
}
