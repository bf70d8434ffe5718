using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>Reads a <c>chat.completion</c> or one of its chunks in a single pass, which also proves that the JSON is well formed.</summary>
internal static class ChatReader
{
    /// <summary>Reads a reply or a chunk.</summary>
    /// <param name="json">One JSON value.</param>
    /// <param name="wantsId">Whether the id is worth a string.</param>
    /// <param name="facts">What was found.</param>
    /// <returns><see langword="false"/> if the JSON is malformed.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, bool wantsId, out ChatFacts facts)
    {
        facts = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read())
                return false;

            if (reader.TokenType == JsonTokenType.StartObject)
                ReadRoot(ref reader, wantsId, ref facts);
            else
                ReadOther(ref reader, ref facts);

            // Finds what follows the value, which must be nothing.
            return !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what the reader throws for a string that is no UTF-8.
            return false;
        }
    }

    private static void ReadRoot(ref Utf8JsonReader reader, bool wantsId, ref ChatFacts facts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
                ReadChoices(ref reader, ref facts);
            else if (reader.ValueTextEquals("usage"u8))
                TakeUsage(ref reader, ref facts);
            else if (reader.ValueTextEquals("x_groq"u8))
                ReadGroq(ref reader, ref facts);
            else if (reader.ValueTextEquals("error"u8))
                TakeError(ref reader, ref facts);
            else if (reader.ValueTextEquals("object"u8))
                ReadKind(ref reader, ref facts);
            else if (wantsId && reader.ValueTextEquals("id"u8))
                facts.Id = ReadText(ref reader);
            else
                reader.Skip();
        }
    }

    private static void ReadOther(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        // Gemini's compatible endpoint wraps an error into an array.
        if (reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadRoot(ref reader, wantsId: false, ref facts);
            facts.HasChoices = false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                reader.Skip();
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadChoices(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        facts.HasChoices = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadChoice(ref reader, ref facts);
            else
                reader.Skip();
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("finish_reason"u8))
                ReadFinish(ref reader, ref facts);
            else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("delta"u8))
                ReadMessage(ref reader, ref facts);
            else if (reader.ValueTextEquals("error"u8))
                TakeError(ref reader, ref facts);
            else
                reader.Skip();
        }
    }

    private static void ReadFinish(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return;
        }

        // Some vendors write an empty reason where others write null.
        if (reader.ValueTextEquals(""u8))
            return;

        var (reason, isError, canonical) = FinishReasons.Read(ref reader);
        facts.FinishIsError |= isError;
        if (facts.Finish == FinishReason.None)
            facts.Finish = reason;
        if (canonical is not null)
            (facts.Renames ??= []).Add(((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex), canonical));
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("refusal"u8))
                facts.Refusal = ReadText(ref reader) is { Length: > 0 } refusal ? refusal : facts.Refusal;
            else
                reader.Skip();
        }
    }

    private static void ReadGroq(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("usage"u8))
                TakeUsage(ref reader, ref facts);
            else if (reader.ValueTextEquals("error"u8))
                TakeError(ref reader, ref facts);
            else
                reader.Skip();
        }
    }

    private static void TakeUsage(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        var usage = UsageReader.Read(ref reader);
        if (usage.IsReported)
            facts.Usage = usage;
    }

    private static void TakeError(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        facts.HasError |= reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String;
        reader.Skip();
    }

    private static void ReadKind(ref Utf8JsonReader reader, ref ChatFacts facts)
    {
        reader.Read();
        facts.HasError |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
        reader.Skip();
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }
}
