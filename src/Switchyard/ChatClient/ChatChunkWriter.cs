using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Writes a client's updates as canonical chunks, one each, and keeps what the end of the stream says.</summary>
internal sealed class ChatChunkWriter(string model)
{
    private readonly UsageDetails _usage = new();
    private int _calls;
    private ChatFinishReason? _finish;
    private string? _id;

    /// <summary>How the stream ended. Without a finish reason it broke off.</summary>
    public ProviderResult Result => new(Outcome)
    {
        FinishReason = Finish,
        Usage = ChatUsage.ToUsage(_usage),
        RequestId = _id,
    };

    private FinishReason Finish => ChatFinish.Of(_finish, _calls > 0);

    private Outcome Outcome =>
        _finish is null ? Outcome.Truncated : Finish == FinishReason.None ? Outcome.ServerError
        : Finish == FinishReason.ContentFilter ? Outcome.ContentFiltered : Outcome.Completed;

    /// <summary>Writes an update.</summary>
    /// <returns>Whether it held anything for a chunk.</returns>
    public bool Write(IBufferWriter<byte> chunk, ChatResponseUpdate update)
    {
        _id = update.ResponseId ?? _id;
        _finish = update.FinishReason ?? _finish;
        foreach (var usage in update.Contents.OfType<UsageContent>())
            _usage.Add(usage.Details);

        var text = Join(update, static content => (content as TextContent)?.Text);
        var reasoning = Join(update, static content => (content as TextReasoningContent)?.Text);
        var calls = update.Contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).ToList();
        if (text.Length + reasoning.Length + calls.Count == 0 && update.FinishReason is null)
            return false;

        using var json = new Utf8JsonWriter(chunk, ChatReplyWriter.Writing);
        json.WriteStartObject();
        json.WriteString("id"u8, _id ?? "");
        json.WriteString("object"u8, "chat.completion.chunk"u8);
        json.WriteNumber("created"u8, update.CreatedAt?.ToUnixTimeSeconds() ?? 0);
        json.WriteString("model"u8, update.ModelId ?? model);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        WriteDelta(json, text, reasoning, calls);
        json.WriteEndObject();
        if (update.FinishReason is not null && Finish != FinishReason.None)
            json.WriteString("finish_reason"u8, ChatFinish.NameOf(Finish));
        else
            json.WriteNull("finish_reason"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return true;
    }

    private void WriteDelta(Utf8JsonWriter json, string text, string reasoning, List<FunctionCallContent> calls)
    {
        if (text.Length > 0)
            json.WriteString("content"u8, text);
        if (reasoning.Length > 0)
            json.WriteString("reasoning_content"u8, reasoning);
        if (calls.Count == 0)
            return;

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, _calls++);
            ChatReplyWriter.WriteCall(json, call);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Join(ChatResponseUpdate update, Func<AIContent, string?> text) => string.Concat(update.Contents.Select(text));
}
