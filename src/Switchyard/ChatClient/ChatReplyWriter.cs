using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Writes a client's response as a canonical reply.</summary>
internal static class ChatReplyWriter
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ProviderResult Write(IBufferWriter<byte> reply, ChatResponse response, string model)
    {
        var contents = response.Messages.Where(message => message.Role == ChatRole.Assistant).SelectMany(message => message.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().Where(call => !call.InformationalOnly).ToList();

        // Many clients leave the reason out of a whole response. It came whole, so it is complete.
        var finish = ChatFinish.Of(response.FinishReason ?? ChatFinishReason.Stop, calls.Count > 0);
        var usage = ChatUsage.ToUsage(response.Usage);
        if (finish == FinishReason.None)
            return new(Outcome.ServerError) { Usage = usage, Detail = $"The model stopped with {response.FinishReason}." };

        using var json = new Utf8JsonWriter(reply, Writing);
        json.WriteStartObject();
        json.WriteString("id"u8, response.ResponseId ?? "");
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, response.CreatedAt?.ToUnixTimeSeconds() ?? 0);
        json.WriteString("model"u8, response.ModelId ?? model);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        WriteMessage(json, contents, calls);
        json.WriteEndObject();
        json.WriteString("finish_reason"u8, ChatFinish.NameOf(finish));
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, usage);
        json.WriteEndObject();
        json.Flush();
        return new(Outcome.Completed) { FinishReason = finish, Usage = usage, RequestId = response.ResponseId };
    }

    public static void WriteUsage(Utf8JsonWriter json, in TokenUsage usage)
    {
        if (!usage.IsReported)
            return;

        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        json.WriteNumber("completion_tokens"u8, usage.OutputTokens);
        json.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInputTokens);
        json.WriteNumber("cache_write_tokens"u8, usage.CacheWriteTokens);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteCall(Utf8JsonWriter json, FunctionCallContent call)
    {
        json.WriteString("id"u8, call.CallId);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, ChatJson.WriteArguments(call.Arguments));
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, List<AIContent> contents, List<FunctionCallContent> calls)
    {
        var text = string.Concat(contents.OfType<TextContent>().Select(content => content.Text));
        var reasoning = string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text));
        json.WriteString("role"u8, "assistant"u8);
        if (text.Length == 0 && calls.Count > 0)
            json.WriteNull("content"u8);
        else
            json.WriteString("content"u8, text);
        json.WriteNull("refusal"u8);
        if (reasoning.Length > 0)
            json.WriteString("reasoning_content"u8, reasoning);
        if (calls.Count == 0)
            return;

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            WriteCall(json, call);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
