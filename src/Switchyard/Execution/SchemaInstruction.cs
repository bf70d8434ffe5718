namespace Switchyard;

/// <summary>Says in words what a model that does not hold to schemas is to answer.</summary>
internal static class SchemaInstruction
{
    /// <summary>Writes the instruction.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="format">The member <c>response_format</c>, which holds the schema.</param>
    /// <param name="words">What to say instead of the schema, escaped; empty for the schema.</param>
    /// <param name="asMessage">Whether it is a message; otherwise it stands at the front of a text.</param>
    public static void Write(Utf8Buffer body, ReadOnlySpan<byte> format, ReadOnlySpan<byte> words, bool asMessage)
    {
        if (asMessage)
            body.Write("{\"role\":\"system\",\"content\":\""u8);
        if (words.IsEmpty)
        {
            body.Write("Answer with one JSON object that fits the following JSON schema, and with nothing else.\\n"u8);
            JsonText.Write(body, Schema(format));
        }
        else
        {
            body.Write(words);
        }

        body.Write(asMessage ? "\"},"u8 : "\\n\\n"u8);
    }

    // Generated: …"strict":true,"schema":{…}}}
    private static ReadOnlySpan<byte> Schema(ReadOnlySpan<byte> format)
    {
        var start = format.IndexOf("\"schema\":"u8) + "\"schema\":"u8.Length;
        return format[start..^2];
    }
}
