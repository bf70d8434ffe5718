using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Switchyard.Sdk;

/// <summary>Writes texts into JSON.</summary>
internal static class JsonEscape
{
    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    /// <summary>A text as a JSON string, quotes included.</summary>
    public static byte[] Quote(string text) =>
        Encoding.UTF8.GetBytes($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"");

    /// <summary>Writes UTF-8 text as the inside of a JSON string.</summary>
    public static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var at = text.IndexOfAny(s_special);
            writer.Write(at < 0 ? text : text[..at]);
            if (at < 0)
                return;
            WriteEscaped(writer, text[at]);
            text = text[(at + 1)..];
        }
    }

    private static void WriteEscaped(IBufferWriter<byte> writer, byte value)
    {
        switch (value)
        {
            case (byte)'"': writer.Write("\\\""u8); break;
            case (byte)'\\': writer.Write("\\\\"u8); break;
            case (byte)'\n': writer.Write("\\n"u8); break;
            case (byte)'\r': writer.Write("\\r"u8); break;
            case (byte)'\t': writer.Write("\\t"u8); break;
            default:
                writer.Write("\\u00"u8);
                writer.Write([Digit(value >> 4), Digit(value & 15)]);
                break;
        }
    }

    private static byte Digit(int value) => (byte)"0123456789abcdef"[value];
}
