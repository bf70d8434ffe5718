using System.Text.Json;

namespace Switchyard;

/// <summary>What the engine reads of one canonical <c>chat.completion.chunk</c>.</summary>
internal readonly struct ChatChunk
{
    /// <summary>What it holds of the model's output.</summary>
    public ChunkContent Content { get; private init; }

    /// <summary>Whether it holds a finish reason, or no choice at all, as the one with the usage.</summary>
    public bool HasEnd { get; private init; }

    /// <summary>Where the text's JSON string stands, quotes included; both 0 without text.</summary>
    private (int Start, int End) TextRange { get; init; }

    /// <summary>Appends the chunk's text, unescaped.</summary>
    /// <param name="json">The chunk.</param>
    /// <param name="text">Where the text goes.</param>
    /// <param name="chunk">What else there is to know.</param>
    /// <returns>Whether the chunk could be read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, Utf8Buffer text, out ChatChunk chunk)
    {
        chunk = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!JsonCursor.EnterObject(ref reader))
                return false;

            var hasChoice = JsonCursor.FindMember(ref reader, "choices"u8) && JsonCursor.EnterArray(ref reader)
                && reader.TokenType == JsonTokenType.StartObject;
            chunk = hasChoice ? ReadChoice(ref reader, text) : new() { HasEnd = true };
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Appends a chunk that is at the start of the buffer once more, with another text.</summary>
    public static void WriteWithText(Utf8Buffer buffer, in ChatChunk chunk, ReadOnlySpan<byte> text)
    {
        var json = buffer.Span;
        buffer.Write(json[..(chunk.TextRange.Start + 1)]);
        JsonText.Write(buffer, text);
        buffer.Write(json[(chunk.TextRange.End - 1)..]);
    }

    private static ChatChunk ReadChoice(ref Utf8JsonReader reader, Utf8Buffer text)
    {
        var chunk = new ChatChunk();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDelta = reader.ValueTextEquals("delta"u8);
            var isFinish = !isDelta && reader.ValueTextEquals("finish_reason"u8);
            reader.Read();
            if (isDelta && reader.TokenType == JsonTokenType.StartObject)
                chunk = ReadDelta(ref reader, chunk, text);
            else if (isFinish && reader.TokenType == JsonTokenType.String)
                chunk = chunk with { HasEnd = true };
            else
                reader.Skip();
        }

        return chunk;
    }

    private static ChatChunk ReadDelta(ref Utf8JsonReader reader, ChatChunk chunk, Utf8Buffer text)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var kind = KindOf(ref reader);
            reader.Read();
            if (HoldsSomething(ref reader))
                chunk = chunk with { Content = chunk.Content | kind };
            if (kind == ChunkContent.Text && reader.TokenType == JsonTokenType.String)
            {
                chunk = chunk with { TextRange = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed) };
                JsonCursor.CopyString(ref reader, text);
            }

            reader.Skip();
        }

        return chunk;
    }

    private static ChunkContent KindOf(ref Utf8JsonReader name)
    {
        if (name.ValueTextEquals("content"u8))
            return ChunkContent.Text;
        if (name.ValueTextEquals("tool_calls"u8))
            return ChunkContent.ToolCall;
        if (name.ValueTextEquals("refusal"u8))
            return ChunkContent.Refusal;
        return name.ValueTextEquals("reasoning_content"u8) || name.ValueTextEquals("reasoning"u8) ? ChunkContent.Reasoning : ChunkContent.None;
    }

    // Some vendors send empty texts and empty lists with every chunk.
    private static bool HoldsSomething(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return false;
            case JsonTokenType.String:
                return !reader.ValueSpan.IsEmpty;
            case JsonTokenType.StartArray:
                var ahead = reader;
                return ahead.Read() && ahead.TokenType != JsonTokenType.EndArray;
            default:
                return true;
        }
    }
}
