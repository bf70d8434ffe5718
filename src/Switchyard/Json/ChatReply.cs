using System.Text.Json;

namespace Switchyard;

/// <summary>Reads the answer's text out of a canonical reply.</summary>
internal static class ChatReply
{
    /// <summary>Appends the text of the first choice, unescaped.</summary>
    public static ReplyKind ReadText(ReadOnlySpan<byte> json, Utf8Buffer text)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return JsonCursor.EnterObject(ref reader) && JsonCursor.FindMember(ref reader, "choices"u8) && JsonCursor.EnterArray(ref reader)
                && reader.TokenType == JsonTokenType.StartObject && JsonCursor.FindMember(ref reader, "message"u8)
                && reader.TokenType == JsonTokenType.StartObject
                ? ReadMessage(ref reader, text)
                : ReplyKind.Malformed;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, which no UTF-8 text can hold.
            return ReplyKind.Malformed;
        }
    }

    private static ReplyKind ReadMessage(ref Utf8JsonReader reader, Utf8Buffer text)
    {
        var kind = ReplyKind.Malformed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("content"u8);
            var isRefusal = !isContent && reader.ValueTextEquals("refusal"u8);
            var isToolCalls = !isContent && !isRefusal && reader.ValueTextEquals("tool_calls"u8);
            reader.Read();
            if (isContent && reader.TokenType == JsonTokenType.String)
            {
                // Some vendors send an empty text beside a refusal or a tool call.
                JsonCursor.CopyString(ref reader, text);
                if (text.Length > 0 || kind == ReplyKind.Malformed)
                    kind = ReplyKind.Text;
            }
            else if (isRefusal && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty && text.Length == 0)
            {
                kind = ReplyKind.Refusal;
            }
            else if (isToolCalls && text.Length == 0 && kind != ReplyKind.Refusal && JsonCursor.EnterArray(ref reader))
            {
                kind = ReplyKind.ToolCalls;
                while (reader.TokenType != JsonTokenType.EndArray)
                {
                    reader.Skip();
                    reader.Read();
                }
            }

            reader.Skip();
        }

        return kind;
    }
}
