using System.Globalization;
using System.Text;

namespace Switchyard.Cli;

/// <summary>Draws cost against quality: the single models, the router's points, and the hull between them.</summary>
internal static class SvgCurve
{
    private const double Width = 640, Height = 400, Left = 64, Bottom = 48, Top = 24, Right = 24;

    public static string Draw(string title, IReadOnlyList<(string Name, double Cost, double Quality)> singles, IReadOnlyList<(double Cost, double Quality)> router)
    {
        var all = singles.Select(s => (s.Cost, s.Quality)).Concat(router).ToArray();
        double maxCost = all.Max(p => p.Cost) * 1.05, minQuality = all.Min(p => p.Quality), maxQuality = all.Max(p => p.Quality);
        var pad = Math.Max(0.01, (maxQuality - minQuality) * 0.08);
        double X(double cost) => Left + ((Width - Left - Right) * cost / maxCost);
        double Y(double quality) => Height - Bottom - ((Height - Bottom - Top) * (quality - minQuality + pad) / (maxQuality - minQuality + (2 * pad)));
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"11\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/><text x=\"{Left}\" y=\"15\" font-size=\"13\">{Escape(title)}</text>");
        Line(svg, $"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#444\"/>");
        for (var k = 0; k <= 4; k++)
        {
            double cost = maxCost * k / 4, quality = minQuality + ((maxQuality - minQuality) * k / 4);
            Line(svg, $"<text x=\"{X(cost):F1}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{1000 * cost:G3}</text>");
            Line(svg, $"<text x=\"{Left - 6}\" y=\"{Y(quality) + 4:F1}\" text-anchor=\"end\">{quality:F3}</text>");
        }

        Line(svg, $"<text x=\"{Width / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">US dollars per 1,000 prompts</text>");
        var hull = new CostQualityHull(router);
        Line(svg, $"<polyline points=\"{string.Join(' ', hull.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Cost):F1},{Y(p.Quality):F1}")))}\" fill=\"none\" stroke=\"#0a6\" stroke-width=\"2\"/>");
        foreach (var (cost, quality) in router) Line(svg, $"<circle cx=\"{X(cost):F1}\" cy=\"{Y(quality):F1}\" r=\"3\" fill=\"#0a6\"/>");
        foreach (var (name, cost, quality) in singles)
        {
            Line(svg, $"<circle cx=\"{X(cost):F1}\" cy=\"{Y(quality):F1}\" r=\"4\" fill=\"#c40\"/><text x=\"{X(cost) + 6:F1}\" y=\"{Y(quality) - 4:F1}\">{Escape(name)}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
