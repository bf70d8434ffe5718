using System.Text.Json;

namespace Switchyard;

/// <summary>Reads canonical requests.</summary>
internal static class ChatRequest
{
    /// <summary>Where the last message ends: a further one can be put there. The body may lack its closing brace.</summary>
    public static int EndOfMessages(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, default);
        if (!JsonCursor.EnterObject(ref reader) || !JsonCursor.FindMember(ref reader, "messages"u8))
            throw new InvalidOperationException("The request has no messages.");

        reader.Skip();
        return (int)reader.BytesConsumed - 1;
    }
}
