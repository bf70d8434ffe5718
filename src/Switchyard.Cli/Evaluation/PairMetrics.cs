namespace Switchyard.Cli;

/// <summary>How well scores rank prompts by what the strong model gains: the area under the curve, with its bootstrap interval.</summary>
/// <param name="Apgr">Share of the gap closed, averaged over all shares of strong calls; 0.5 is random.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
/// <param name="Cpt50">The smallest share of strong calls that closes half of the gap.</param>
/// <param name="Cpt80">The smallest share of strong calls that closes four fifths of the gap.</param>
/// <param name="Weak">Mean quality of the weak model.</param>
/// <param name="Strong">Mean quality of the strong model.</param>
/// <param name="Count">Rows.</param>
internal sealed record PairMetrics(double Apgr, double Low, double High, double Cpt50, double Cpt80, double Weak, double Strong, int Count)
{
    /// <returns>Null where the strong model is not better, so that there is no gap to close.</returns>
    public static PairMetrics? Of(double[] scores, double[] weak, double[] strong, int boot, int seed)
    {
        var n = scores.Length;
        if (n == 0) return null;
        var gains = strong.Select((s, i) => s - weak[i]).ToArray();
        var gap = gains.Sum() / n;
        if (gap <= 0) return null;
        var ties = Enumerable.Range(0, n).GroupBy(i => scores[i]).OrderByDescending(g => g.Key).Select(g => g.ToArray()).ToArray();
        var curve = Curve(ties, gains, null);
        var grid = Enumerable.Range(0, 11).Select(k => (X: k / 10.0, Y: At(curve, k / 10.0) / gap)).ToArray();
        var random = new Random(seed);
        var repeats = new List<double>();
        for (var b = 0; b < boot; b++)
        {
            var weights = new int[n];
            for (var k = 0; k < n; k++) weights[random.Next(n)]++;
            var mean = gains.Select((g, i) => g * weights[i]).Sum() / n;
            if (mean > 0) repeats.Add(Area(Curve(ties, gains, weights)) / mean);
        }

        return new PairMetrics(Area(curve) / gap, Statistics.Quantile(repeats, 0.025), Statistics.Quantile(repeats, 0.975), Cross(grid, 0.5), Cross(grid, 0.8), weak.Average(), strong.Average(), n);
    }

    // Inside a group of equal scores the strong calls fall at random: a straight line.
    private static List<(double X, double Y)> Curve(int[][] ties, double[] gains, int[]? weights)
    {
        double x = 0, y = 0;
        var points = new List<(double X, double Y)> { (0, 0) };
        foreach (var tie in ties)
        {
            var before = x;
            foreach (var i in tie)
            {
                var weight = weights?[i] ?? 1;
                x += weight;
                y += weight * gains[i];
            }

            if (x > before) points.Add((x, y));
        }

        return points.ConvertAll(p => (p.X / x, p.Y / x));
    }

    private static double Area(List<(double X, double Y)> points)
    {
        var area = 0.0;
        for (var i = 1; i < points.Count; i++) area += (points[i].X - points[i - 1].X) * (points[i].Y + points[i - 1].Y) / 2;
        return area;
    }

    private static double At(List<(double X, double Y)> points, double x)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            if (x <= b.X) return b.X == a.X ? a.Y : a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X));
        }

        return points[^1].Y;
    }

    private static double Cross((double X, double Y)[] grid, double level)
    {
        if (grid[0].Y >= level) return 0;
        for (var i = 1; i < grid.Length; i++)
        {
            var (a, b) = (grid[i - 1], grid[i]);
            if (b.Y >= level) return a.X + ((b.X - a.X) * (level - a.Y) / (b.Y - a.Y));
        }

        return 1;
    }
}
