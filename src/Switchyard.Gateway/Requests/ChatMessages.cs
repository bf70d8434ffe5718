using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Reads the messages of a chat request: their types, and what a model must be able to do to take them in.</summary>
internal static class ChatMessages
{
    /// <summary>Reads from the opening bracket to the closing one.</summary>
    public static Capabilities Read(ref Utf8JsonReader reader)
    {
        var needs = Capabilities.None;
        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw JsonChecks.Wrong($"messages[{index}]", "an object", reader.TokenType);
            needs |= ReadMessage(ref reader, index++);
        }

        return index > 0 ? needs : throw new ApiException(ApiError.Invalid("messages", "\"messages\" is empty; add at least one.", "invalid_value"));
    }

    private static Capabilities ReadMessage(ref Utf8JsonReader reader, int index)
    {
        var needs = Capabilities.None;
        var hasRole = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isContent = !isRole && reader.ValueTextEquals("content"u8);
            reader.Read();
            if (isRole)
            {
                hasRole = reader.TokenType == JsonTokenType.String
                    ? true
                    : throw JsonChecks.Wrong($"messages[{index}].role", "a string", reader.TokenType);
            }
            else if (isContent)
            {
                needs |= ReadContent(ref reader, index);
            }
            else
            {
                reader.Skip();
            }
        }

        return hasRole ? needs : throw JsonChecks.Missing($"messages[{index}].role");
    }

    private static Capabilities ReadContent(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            return Capabilities.None;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw JsonChecks.Wrong($"messages[{index}].content", "a string, an array or null", reader.TokenType);

        var needs = Capabilities.None;
        for (var part = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; part++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw JsonChecks.Wrong($"messages[{index}].content[{part}]", "an object", reader.TokenType);
            needs |= ReadPart(ref reader, index, part);
        }

        return needs;
    }

    private static Capabilities ReadPart(ref Utf8JsonReader reader, int index, int part)
    {
        var needs = Capabilities.None;
        var hasType = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (!isType)
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.String)
                throw JsonChecks.Wrong($"messages[{index}].content[{part}].type", "a string", reader.TokenType);
            hasType = true;
            if (reader.ValueTextEquals("image_url"u8))
                needs = Capabilities.Images;
            else if (reader.ValueTextEquals("file"u8))
                needs = Capabilities.Files;
        }

        return hasType ? needs : throw JsonChecks.Missing($"messages[{index}].content[{part}].type");
    }
}
