using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Writes messages in canonical form.</summary>
internal static class ChatMessageWriter
{
    /// <summary>Writes one message; several if it holds several tool results.</summary>
    /// <returns>What a model must be able to do to read it.</returns>
    public static Capabilities Write(Utf8JsonWriter json, ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        foreach (var result in results)
            WriteResult(json, result);
        if (results.Count > 0 && message.Contents.All(content => content is FunctionResultContent))
            return Capabilities.Tools;

        var needs = results.Count > 0 ? Capabilities.Tools : Capabilities.None;
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        if (message.AuthorName is { } author)
            json.WriteString("name"u8, author);
        json.WritePropertyName("content"u8);
        needs |= WriteContent(json, message, calls.Count > 0);
        if (calls.Count > 0)
        {
            needs |= Capabilities.Tools;
            WriteCalls(json, calls);
        }

        json.WriteEndObject();
        return needs;
    }

    public static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private static Capabilities WriteContent(Utf8JsonWriter json, ChatMessage message, bool mayBeNull)
    {
        // Reasoning belongs to the model that had it: another candidate cannot take it back. Calls and results stand elsewhere.
        var parts = message.Contents.Where(content => content is not (FunctionCallContent or FunctionResultContent or TextReasoningContent or UsageContent)).ToList();
        switch (parts)
        {
            case [] when mayBeNull:
                json.WriteNullValue();
                return Capabilities.None;
            case []:
                json.WriteStringValue(""u8);
                return Capabilities.None;
            case [TextContent only]:
                json.WriteStringValue(only.Text);
                return Capabilities.None;
        }

        var needs = Capabilities.None;
        json.WriteStartArray();
        foreach (var part in parts)
            needs |= ChatPartWriter.Write(json, part);
        json.WriteEndArray();
        return needs;
    }

    private static void WriteCalls(Utf8JsonWriter json, List<FunctionCallContent> calls)
    {
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, ChatJson.WriteArguments(call.Arguments));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteString("tool_call_id"u8, result.CallId);
        json.WriteString("content"u8, ChatJson.WriteResult(result));
        json.WriteEndObject();
    }
}
