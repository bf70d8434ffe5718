using System.Text.Json;

namespace Switchyard;

/// <summary>Reads one canonical <c>chat.completion.chunk</c>.</summary>
internal static class ChatChunk
{
    /// <summary>Appends the chunk's text, unescaped.</summary>
    /// <param name="json">The chunk.</param>
    /// <param name="text">Where the text goes.</param>
    /// <param name="content">What it holds of the model's output.</param>
    /// <returns>Whether the chunk could be read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, Utf8Buffer text, out ChunkContent content)
    {
        content = ChunkContent.None;
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
                content = ReadDelta(ref reader, text);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Writes a chunk that holds nothing but text.</summary>
    public static void Write(Utf8Buffer chunk, ReadOnlySpan<byte> modelJson, ReadOnlySpan<byte> text)
    {
        chunk.Write("{\"id\":\"\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":"u8);
        chunk.Write(modelJson);
        chunk.Write(",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""u8);
        JsonText.Write(chunk, text);
        chunk.Write("\"},\"finish_reason\":null}]}"u8);
    }

    private static ChunkContent ReadDelta(ref Utf8JsonReader reader, Utf8Buffer text)
    {
        var content = ChunkContent.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var kind = KindOf(ref reader);
            reader.Read();
            if (HoldsSomething(ref reader))
                content |= kind;
            if (kind == ChunkContent.Text && reader.TokenType == JsonTokenType.String)
                JsonCursor.CopyString(ref reader, text);

            reader.Skip();
        }

        return content;
    }

    private static ChunkContent KindOf(ref Utf8JsonReader name)
    {
        if (name.ValueTextEquals("content"u8))
            return ChunkContent.Text;
        if (name.ValueTextEquals("tool_calls"u8))
            return ChunkContent.ToolCall;
        return name.ValueTextEquals("refusal"u8) || name.ValueTextEquals("reasoning_content"u8) || name.ValueTextEquals("reasoning"u8)
            ? ChunkContent.Other
            : ChunkContent.None;
    }

    private static bool HoldsSomething(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => false,
        JsonTokenType.String => !reader.ValueSpan.IsEmpty,
        _ => true,
    };
}
