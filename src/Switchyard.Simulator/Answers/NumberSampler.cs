using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Numbers within a schema's bounds. Bounds that do not fit a <see cref="decimal"/> are taken as none.</summary>
internal static class NumberSampler
{
    private const decimal Span = 100;

    public static decimal Integer(JsonElement schema, Random random)
    {
        var step = Bound(schema, "multipleOf") is { } multiple && multiple >= 1 && multiple == decimal.Truncate(multiple) ? multiple : 1;
        return Sample(schema, step, random);
    }

    public static decimal Number(JsonElement schema, Random random)
    {
        var step = Bound(schema, "multipleOf") is { } multiple && multiple > 0 ? multiple : 0.01m;
        var value = Sample(schema, step, random);

        // Narrow bounds may hold no multiple of the default step; their middle fits.
        var (low, high) = (Bound(schema, "minimum") ?? Bound(schema, "exclusiveMinimum"), Bound(schema, "maximum") ?? Bound(schema, "exclusiveMaximum"));
        return low is { } l && high is { } h && (value < l || value > h) ? (l + h) / 2 : value;
    }

    public static int? Count(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0
            ? count
            : null;

    private static decimal Sample(JsonElement schema, decimal step, Random random)
    {
        var low = Bound(schema, "minimum");
        var high = Bound(schema, "maximum");
        if (Bound(schema, "exclusiveMinimum") is { } above)
            low = Math.Max(low ?? decimal.MinValue, (decimal.Floor(above / step) + 1) * step);
        if (Bound(schema, "exclusiveMaximum") is { } below)
            high = Math.Min(high ?? decimal.MaxValue, (decimal.Ceiling(below / step) - 1) * step);

        var from = low ?? Math.Min(0, high ?? 0);
        var first = decimal.Ceiling(from / step);
        var last = decimal.Floor((high is { } most ? Math.Min(most, from + Span) : from + Span) / step);
        return (first + random.NextInt64((long)Math.Clamp(last - first, 0, 10_000) + 1)) * step;
    }

    private static decimal? Bound(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            && Math.Abs(number) < 1_000_000_000_000_000m
            ? number
            : null;
}
