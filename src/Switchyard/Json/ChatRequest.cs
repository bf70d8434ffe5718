using System.Text.Json;

namespace Switchyard;

/// <summary>Reads canonical requests.</summary>
internal static class ChatRequest
{
    /// <summary>Appends the text of the last user message, unescaped. The body may lack its closing brace.</summary>
    public static void ReadPrompt(ReadOnlySpan<byte> body, Utf8Buffer prompt)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!JsonCursor.EnterObject(ref reader) || !JsonCursor.FindMember(ref reader, "messages"u8) || !JsonCursor.EnterArray(ref reader))
                return;

            do
                ReadMessage(ref reader, prompt);
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What is no request fails at the provider, with its own words. Here it is a short prompt.
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, Utf8Buffer prompt)
    {
        var start = prompt.Length;
        var isUser = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isContent = !isRole && reader.ValueTextEquals("content"u8);
            reader.Read();
            if (isRole)
                isUser = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("user"u8);
            else if (isContent && reader.TokenType == JsonTokenType.String)
                JsonCursor.CopyString(ref reader, prompt);
            else if (isContent && reader.TokenType == JsonTokenType.StartArray)
                ReadParts(ref reader, prompt);
            else
                reader.Skip();
        }

        // Only the last user message stays.
        if (isUser)
            prompt.RemoveStart(start);
        else
            prompt.Truncate(start);
    }

    private static void ReadParts(ref Utf8JsonReader reader, Utf8Buffer prompt)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("text"u8))
                continue;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                JsonCursor.CopyString(ref reader, prompt);
        }
    }

    /// <summary>How an answer to a request can be resumed. The body may lack its closing brace.</summary>
    public static ResumeWays ResumeWays(ReadOnlySpan<byte> body)
    {
        var endOfMessages = -1;
        var (isFree, isOne) = (true, true);
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!JsonCursor.EnterObject(ref reader))
                return default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMessages = reader.ValueTextEquals("messages"u8);
                isFree &= !(reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("functions"u8) || reader.ValueTextEquals("response_format"u8));
                isOne &= !reader.ValueTextEquals("n"u8);
                reader.Read();
                reader.Skip();
                if (isMessages && reader.TokenType == JsonTokenType.EndArray)
                    endOfMessages = (int)reader.BytesConsumed - 1;
            }
        }
        catch (JsonException)
        {
            // The body ends here: its closing brace is written for each attempt.
        }

        return new(CanReask: isOne, EndOfMessages: isFree && isOne ? endOfMessages : -1);
    }
}
