using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Reads an answer, whole or chunk by chunk, into contents. The pieces of a tool call are put together before it is delivered.</summary>
internal sealed class ChatAnswer
{
    /// <summary>Where every attempt of the call stands in <see cref="ChatResponse.AdditionalProperties"/>, as <see cref="Attempt"/> values.</summary>
    public const string AttemptsProperty = "switchyard.attempts";

    private readonly List<AIContent> _contents = [];
    private readonly SortedDictionary<int, PartialCall> _calls = [];
    private string? _id;
    private DateTimeOffset? _created;
    private ChatFinishReason? _finish;

    /// <summary>Reads a reply, or any number of chunks.</summary>
    /// <returns>Whether all of it could be read. Of a stream, the engine has looked at the chunks before.</returns>
    public bool TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
                ReadEnvelope(ref reader);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    public ChatResponse ToResponse<T>(RoutedResult<T> result)
    {
        var finish = Finish();
        return new(new ChatMessage(ChatRole.Assistant, [.. _contents]) { MessageId = _id, CreatedAt = _created })
        {
            ResponseId = _id,
            CreatedAt = _created,
            ModelId = result.Model,
            FinishReason = finish,
            Usage = ChatUsage.ToDetails(result.Usage),
            AdditionalProperties = new() { [AttemptsProperty] = result.Attempts },
        };
    }

    /// <summary>What has been read since the last time; <see langword="null"/> if that is nothing to deliver.</summary>
    public ChatResponseUpdate? TakeUpdate(string model)
    {
        if (_contents.Count == 0)
            return null;

        var update = Update(model, [.. _contents]);
        _contents.Clear();
        return update;
    }

    /// <summary>The end of a stream: tool calls, finish reason, usage and the attempts.</summary>
    public ChatResponseUpdate LastUpdate(string model, Attempt[] attempts)
    {
        var finish = Finish();
        if (ChatUsage.ToDetails(attempts[^1].Usage) is { } usage)
            _contents.Add(new UsageContent(usage));
        var update = Update(model, [.. _contents]);
        update.FinishReason = finish;
        update.AdditionalProperties = new() { [AttemptsProperty] = attempts };
        return update;
    }

    private ChatResponseUpdate Update(string model, List<AIContent> contents) => new(ChatRole.Assistant, contents)
    {
        ResponseId = _id,
        MessageId = _id,
        CreatedAt = _created,
        ModelId = model,
    };

    private ChatFinishReason? Finish()
    {
        foreach (var call in _calls.Values)
            _contents.Add(ChatJson.ReadCall(call.Id, call.Name, call.Arguments.ToString()));
        _calls.Clear();
        return _finish;
    }

    private void ReadEnvelope(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                _id = NextString(ref reader) ?? _id;
            else if (reader.ValueTextEquals("created"u8))
                _created = NextTime(ref reader) ?? _created;
            else if (reader.ValueTextEquals("choices"u8))
                ReadChoices(ref reader);
            else
                SkipValue(ref reader);
        }
    }

    private void ReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return;

        for (var isFirst = true; reader.Read() && reader.TokenType == JsonTokenType.StartObject; isFirst = false)
        {
            if (isFirst)
                ReadChoice(ref reader);
            else
                reader.Skip();
        }
    }

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("delta"u8))
                ReadMessage(ref reader);
            else if (reader.ValueTextEquals("finish_reason"u8))
                _finish = NextString(ref reader) is { } reason ? new ChatFinishReason(reason) : _finish;
            else
                SkipValue(ref reader);
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
                Add(NextString(ref reader), static text => new TextContent(text));
            else if (reader.ValueTextEquals("refusal"u8))
                Add(NextString(ref reader), static text => new ErrorContent(text) { ErrorCode = "Refusal" });
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
                Add(NextString(ref reader), static text => new TextReasoningContent(text));
            else if (reader.ValueTextEquals("tool_calls"u8))
                ReadCalls(ref reader);
            else
                SkipValue(ref reader);
        }
    }

    private void Add(string? text, Func<string, AIContent> make)
    {
        if (!string.IsNullOrEmpty(text))
            _contents.Add(make(text));
    }

    private void ReadCalls(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return;

        for (var place = 0; reader.Read() && reader.TokenType == JsonTokenType.StartObject; place++)
            ReadCall(ref reader, place);
    }

    /// <summary>A whole call, or a piece of one: the first piece holds id and name, the others only more of the arguments.</summary>
    private void ReadCall(ref Utf8JsonReader reader, int place)
    {
        string? id = null, name = null, arguments = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
                place = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index) ? index : place;
            else if (reader.ValueTextEquals("id"u8))
                id = NextString(ref reader);
            else if (reader.ValueTextEquals("function"u8))
                ReadFunction(ref reader, out name, out arguments);
            else
                SkipValue(ref reader);
        }

        if (!_calls.TryGetValue(place, out var call))
            _calls.Add(place, call = new());
        call.Id = string.IsNullOrEmpty(id) ? call.Id : id;
        call.Name = string.IsNullOrEmpty(name) ? call.Name : name;
        call.Arguments.Append(arguments);
    }

    private static void ReadFunction(ref Utf8JsonReader reader, out string? name, out string? arguments)
    {
        name = arguments = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
                name = NextString(ref reader);
            else if (reader.ValueTextEquals("arguments"u8))
                arguments = NextString(ref reader);
            else
                SkipValue(ref reader);
        }
    }

    /// <summary>The value of the member; <see langword="null"/> if it is no string.</summary>
    private static string? NextString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    private static DateTimeOffset? NextTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out var seconds) && seconds is > 0 and < 1L << 36 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        reader.Skip();
        return null;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private sealed class PartialCall
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
