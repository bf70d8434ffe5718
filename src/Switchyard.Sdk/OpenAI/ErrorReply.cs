using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>What an error body of the OpenAI wire says, in the shapes of its vendors: nested, flat (Mistral), in an array (Gemini), or a bare text.</summary>
internal sealed class ErrorReply
{
    private const int MaxTextCharacters = 400;

    public string? Message { get; private set; }

    public string? Type { get; private set; }

    public string? Code { get; private set; }

    /// <summary>The code, where it is a number: an HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>Gemini's <c>retryDelay</c>.</summary>
    public TimeSpan? RetryDelay { get; private set; }

    /// <summary>Reads a body; one that is no JSON becomes the message.</summary>
    public static ErrorReply Read(ReadOnlySpan<byte> body)
    {
        var error = new ErrorReply();
        try
        {
            var reader = new Utf8JsonReader(body);
            if (reader.Read())
                error.ReadValue(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            error.Message ??= System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxTextCharacters)]);
        }

        return error;
    }

    private void ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                Message ??= reader.GetString();
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadValue(ref reader);
                break;
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    ReadMember(ref reader);
                break;
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("detail"u8))
        {
            Message = Next(ref reader) ?? Message;
        }
        else if (reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("status"u8))
        {
            Type = Next(ref reader) ?? Type;
        }
        else if (reader.ValueTextEquals("code"u8))
        {
            Code = Next(ref reader) ?? Code;
        }
        else if (reader.ValueTextEquals("retryDelay"u8))
        {
            RetryDelay = Durations.Parse(Next(ref reader));
        }
        else if (reader.ValueTextEquals("error"u8)
            || reader.ValueTextEquals("innererror"u8)
            || reader.ValueTextEquals("details"u8)
            || reader.ValueTextEquals("choices"u8))
        {
            reader.Read();
            ReadValue(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                if (reader.TryGetInt32(out var number) && number is >= 400 and < 600)
                    Status = number;
                return null;
            default:
                reader.Skip();
                return null;
        }
    }
}
