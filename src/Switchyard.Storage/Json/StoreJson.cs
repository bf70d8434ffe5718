using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchyard.Storage;

/// <summary>JSON for programs: the same from the command line and from a gateway.</summary>
internal static class StoreJson
{
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_indented = s_compact with { Indented = true };

    public static string Of(Action<Utf8JsonWriter> write, bool isLine = false)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, isLine ? s_compact : s_indented))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            writer.WriteString(name, known.UtcDateTime);
        else
            writer.WriteNull(name);
    }

    public static void WriteNumber(this Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known)
            writer.WriteNumber(name, known);
        else
            writer.WriteNull(name);
    }

    public static void WriteList(this Utf8JsonWriter writer, string name, IEnumerable<string> items)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}
