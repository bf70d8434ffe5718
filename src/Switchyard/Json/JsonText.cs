using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Switchyard;

/// <summary>Writes text as the inside of a JSON string: whatever the text is, it cannot leave the string.</summary>
internal static class JsonText
{
    private const string Escaped =
        "\"\\" +
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<char> s_escaped = SearchValues.Create(Escaped);
    private static readonly SearchValues<byte> s_escapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped));

    /// <summary>Appends <paramref name="text"/>, escaped, without quotes. A lone surrogate becomes U+FFFD.</summary>
    public static void Write(Utf8Buffer buffer, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(s_escaped);
            if (run < 0)
                run = text.Length;

            WriteRun(buffer, text[..run]);
            if (run == text.Length)
                return;

            WriteEscape(buffer, text[run]);
            text = text[(run + 1)..];
        }
    }

    /// <summary>Appends text that is UTF-8 already, escaped, without quotes.</summary>
    public static void Write(Utf8Buffer buffer, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(s_escapedBytes);
            if (run < 0)
                run = text.Length;

            buffer.Write(text[..run]);
            if (run == text.Length)
                return;

            WriteEscape(buffer, (char)text[run]);
            text = text[(run + 1)..];
        }
    }

    /// <summary>Appends a value's text in invariant culture, escaped.</summary>
    public static void WriteFormatted<T>(Utf8Buffer buffer, T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[256];
        if (value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture))
            Write(buffer, text[..written]);
        else
            Write(buffer, value.ToString(format.ToString(), CultureInfo.InvariantCulture));
    }

    /// <summary>Appends an enum's name, or its number if it has none.</summary>
    public static void WriteEnum<T>(Utf8Buffer buffer, T value)
        where T : struct, Enum
    {
        Span<char> text = stackalloc char[256];
        if (Enum.TryFormat(value, text, out var written))
            Write(buffer, text[..written]);
        else
            Write(buffer, value.ToString());
    }

    private static void WriteRun(Utf8Buffer buffer, ReadOnlySpan<char> run)
    {
        // A UTF-16 code unit becomes at most three bytes.
        var span = buffer.GetSpan(checked(run.Length * 3));
        Utf8.FromUtf16(run, span, out _, out var written);
        buffer.Advance(written);
    }

    private static void WriteEscape(Utf8Buffer buffer, char character)
    {
        switch (character)
        {
            case '"': buffer.Write("\\\""u8); break;
            case '\\': buffer.Write("\\\\"u8); break;
            case '\n': buffer.Write("\\n"u8); break;
            case '\r': buffer.Write("\\r"u8); break;
            case '\t': buffer.Write("\\t"u8); break;
            default:
                buffer.Write("\\u00"u8);
                buffer.Write([HexDigit(character >> 4), HexDigit(character & 0xF)]);
                break;
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
