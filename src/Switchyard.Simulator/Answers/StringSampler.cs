using System.Globalization;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Strings of a schema's format and length that say that they are simulated where the format leaves room.</summary>
internal static class StringSampler
{
    private static readonly DateTimeOffset s_epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Sample(JsonElement schema, string name, Random random)
    {
        var format = schema.TryGetProperty("format", out var f) && f.ValueKind == JsonValueKind.String ? f.GetString() : null;
        if (Formatted(format, random) is { } formatted)
            return formatted;

        var text = $"simulated {name}";
        if (NumberSampler.Count(schema, "minLength") is { } least && text.Length < least)
            text = text.PadRight(least, '.');
        return NumberSampler.Count(schema, "maxLength") is { } most && text.Length > most ? text[..most] : text;
    }

    private static string? Formatted(string? format, Random random)
    {
        var time = s_epoch.AddMinutes(random.Next(500_000));
        return format switch
        {
            "date-time" => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "date" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time" => time.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "duration" => $"PT{random.Next(1, 600)}M",
            "email" or "idn-email" => "simulated@example.com",
            "hostname" or "idn-hostname" => "simulated.example.com",
            "ipv4" => $"192.0.2.{random.Next(1, 255)}",
            "ipv6" => $"2001:db8::{random.Next(1, 10_000):x}",
            "uri" or "iri" or "url" => "https://example.com/simulated",
            "uri-reference" => "/simulated",
            "uuid" => Uuid(random).ToString(),
            _ => null,
        };
    }

    private static Guid Uuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
