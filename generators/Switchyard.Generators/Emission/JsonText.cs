using System.Globalization;
using System.Text;

namespace Switchyard.Generators;

/// <summary>Writes text as the inside of a JSON string.</summary>
internal static class JsonText
{
    /// <summary>
    /// The text, escaped. What does not print is escaped too, so that it stays visible in the emitted code and cannot end a C# literal or
    /// turn the reading direction of a line. A lone surrogate, which UTF-8 cannot express, becomes U+FFFD.
    /// </summary>
    public static string Escape(string text)
    {
        var builder = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var current = text[index];
            if (char.IsSurrogatePair(text, index))
            {
                AppendPair(builder, text, index);
                index++;
            }
            else if (char.IsSurrogate(current))
            {
                builder.Append('\uFFFD');
            }
            else
            {
                Append(builder, current);
            }
        }

        return builder.ToString();
    }

    private static void Append(StringBuilder builder, char character)
    {
        switch (character)
        {
            case '"': builder.Append("\\\""); break;
            case '\\': builder.Append("\\\\"); break;
            case '\n': builder.Append("\\n"); break;
            case '\r': builder.Append("\\r"); break;
            case '\t': builder.Append("\\t"); break;
            default:
                if (Prints(CharUnicodeInfo.GetUnicodeCategory(character)))
                    builder.Append(character);
                else
                    AppendCode(builder, character);
                break;
        }
    }

    private static void AppendPair(StringBuilder builder, string text, int index)
    {
        if (Prints(CharUnicodeInfo.GetUnicodeCategory(text, index)))
        {
            builder.Append(text, index, 2);
            return;
        }

        AppendCode(builder, text[index]);
        AppendCode(builder, text[index + 1]);
    }

    private static void AppendCode(StringBuilder builder, char character) =>
        builder.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));

    private static bool Prints(UnicodeCategory category) =>
        category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
