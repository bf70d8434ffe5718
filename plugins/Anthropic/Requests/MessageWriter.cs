using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>
/// Writes <c>messages</c>. What follows in the same role becomes one message, because the wire wants the results of all of a turn's tool calls in one,
/// and tool results are the user's there.
/// </summary>
internal sealed class MessageWriter(Utf8JsonWriter json, IReadOnlyList<JsonElement> messages)
{
    public void Write()
    {
        json.WriteStartArray("messages"u8);
        string? open = null;
        for (var index = 0; index < messages.Count; index++)
        {
            var path = $"messages[{index}]";
            var role = CanonicalJson.Role(messages[index], path);
            if (role == "system")
                continue;

            var wireRole = role == "assistant" ? "assistant" : "user";
            if (wireRole != open)
            {
                Close(open);
                json.WriteStartObject();
                json.WriteString("role"u8, wireRole);
                json.WriteStartArray("content"u8);
                open = wireRole;
            }

            WriteOne(role, messages[index], path, isLast: index == messages.Count - 1);
        }

        Close(open);
        json.WriteEndArray();
    }

    private void Close(string? open)
    {
        if (open is null)
            return;
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteOne(string role, JsonElement message, string path, bool isLast)
    {
        switch (role)
        {
            case "assistant":
                WriteAssistant(message, path, isLast);
                break;
            case "tool":
                WriteResult(message, path);
                break;
            default:
                foreach (var part in CanonicalJson.Parts(message, path))
                    ContentWriter.Write(json, part, path);
                break;
        }
    }

    private void WriteAssistant(JsonElement message, string path, bool isLast)
    {
        if (message.Optional("thinking_blocks") is { ValueKind: JsonValueKind.Array } blocks)
        {
            foreach (var block in blocks.EnumerateArray())
                block.WriteTo(json);
        }

        var parts = CanonicalJson.Parts(message, path).ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            // The beginning of an answer to go on from: the wire refuses one that ends in white space.
            var isPrefill = isLast && index == parts.Count - 1 && parts[index].Kind == ChatPartKind.Text;
            var part = isPrefill ? parts[index] with { Text = parts[index].Text.TrimEnd() } : parts[index];
            ContentWriter.Write(json, part, path);
        }

        if (message.Optional("tool_calls") is not { } calls)
            return;
        var number = 0;
        foreach (var call in calls.EnumerateArray())
            WriteCall(call, $"{path}.tool_calls[{number++}]");
    }

    private void WriteCall(JsonElement call, string path)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, call.GetProperty("id"u8).GetString());
        json.WriteString("name"u8, call.GetProperty("function"u8).GetProperty("name"u8).GetString());
        json.WritePropertyName("input"u8);
        json.WriteRawValue(CanonicalJson.Arguments(call, path));
        json.WriteEndObject();
    }

    private void WriteResult(JsonElement message, string path)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, message.GetProperty("tool_call_id"u8).GetString());
        json.WriteStartArray("content"u8);
        foreach (var part in CanonicalJson.Parts(message, path))
            ContentWriter.Write(json, part, path);
        json.WriteEndArray();
        if (message.Optional("cache_control") is { } cache)
        {
            json.WritePropertyName("cache_control"u8);
            cache.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
