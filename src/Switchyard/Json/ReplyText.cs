using System.Text;
using System.Text.Json;

namespace Switchyard;

/// <summary>Helps generated readers to read a value from an answer's text.</summary>
public static class ReplyText
{
    /// <summary>
    /// The one word that an answer consists of: the string member <c>value</c> if the text is a JSON object, otherwise the text without
    /// the white space, quotes, emphasis marks and final full stop around it.
    /// </summary>
    /// <param name="text">The answer's text as UTF-8.</param>
    /// <returns>The word; empty if there is none.</returns>
    public static ReadOnlySpan<byte> Choice(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return text is [(byte)'{', ..] ? Member(text) : text.Trim(" \t\r\n\"'`*."u8);
    }

    /// <summary>Whether a word is a name, ignoring ASCII case: models capitalise as they like.</summary>
    /// <param name="word">The word, from <see cref="Choice"/>.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(word, name) || word.SequenceEqual(name);

    // A name outside of ASCII may come escaped. That is rare enough to allocate for.
    private static ReadOnlySpan<byte> Unescaped(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;

        var text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("value"u8);
                reader.Read();
                if (found)
                    return reader.TokenType == JsonTokenType.String ? Unescaped(ref reader) : default;
                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON after all: there is no word, which the caller reports as an invalid reply.
        }

        return default;
    }
}
