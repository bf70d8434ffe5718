using System.Text.Json;

namespace Switchyard;

/// <summary>Reads one canonical <c>chat.completion.chunk</c>.</summary>
internal static class ChatChunk
{
    /// <summary>Appends the chunk's text, unescaped.</summary>
    /// <param name="json">The chunk.</param>
    /// <param name="text">Where the text goes.</param>
    /// <param name="isSemantic">Whether it holds output of the model: text, a tool call, reasoning or a refusal.</param>
    /// <returns>Whether the chunk could be read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, Utf8Buffer text, out bool isSemantic)
    {
        isSemantic = false;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!JsonCursor.EnterObject(ref reader))
                return false;

            // The last chunk, with the usage, has no choice.
            if (JsonCursor.FindMember(ref reader, "choices"u8) && JsonCursor.EnterArray(ref reader)
                && reader.TokenType == JsonTokenType.StartObject && JsonCursor.FindMember(ref reader, "delta"u8)
                && reader.TokenType == JsonTokenType.StartObject)
            {
                isSemantic = ReadDelta(ref reader, text);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool ReadDelta(ref Utf8JsonReader reader, Utf8Buffer text)
    {
        var isSemantic = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("content"u8);
            var isOther = !isContent && (reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("refusal"u8)
                || reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8));
            reader.Read();
            isSemantic |= (isContent || isOther) && HoldsSomething(ref reader);
            if (isContent && reader.TokenType == JsonTokenType.String)
                JsonCursor.CopyString(ref reader, text);

            reader.Skip();
        }

        return isSemantic;
    }

    private static bool HoldsSomething(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => false,
        JsonTokenType.String => !reader.ValueSpan.IsEmpty,
        _ => true,
    };
}
