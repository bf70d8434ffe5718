using System.Globalization;

namespace Switchyard;

/// <summary>Takes a <c>model</c> value apart: a name, and after a question mark the bounds of the call.</summary>
internal static class ForwardName
{
    private const decimal MostUsd = 1_000_000;
    private const double MostMilliseconds = 86_400_000;

    /// <summary>Reads the value.</summary>
    /// <param name="text">The value, such as <c>auto?max_cost=0.002</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="bounds">The bounds.</param>
    /// <returns>What is wrong, in one sentence; <see langword="null"/> if nothing is.</returns>
    public static string? Read(string text, out string name, out ForwardBounds bounds)
    {
        bounds = ForwardBounds.None;
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        name = mark < 0 ? text : text[..mark];
        if (mark < 0)
            return null;

        foreach (var part in text[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            switch (key)
            {
                case "max_cost" when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var usd) && usd is > 0 and <= MostUsd:
                    bounds = bounds with { CeilingNanoUsd = Money.FromUsd(usd)!.Value };
                    break;
                case "max_latency" when double.TryParse(value, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and <= MostMilliseconds:
                    bounds = bounds with { LatencyTicks = (long)(milliseconds * TimeSpan.TicksPerMillisecond) };
                    break;
                case "max_cost":
                    return $"\"{value}\" is no max_cost; write US dollars above zero, such as auto?max_cost=0.002.";
                case "max_latency":
                    return $"\"{value}\" is no max_latency; write milliseconds above zero, such as auto?max_latency=800.";
                default:
                    return $"\"{key}\" bounds nothing; after the question mark write max_cost, max_latency or both.";
            }
        }

        return null;
    }
}
