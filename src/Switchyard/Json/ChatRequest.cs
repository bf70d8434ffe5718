using System.Text.Json;

namespace Switchyard;

/// <summary>Reads canonical requests.</summary>
internal static class ChatRequest
{
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
