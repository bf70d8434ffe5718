using System.Text;
using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>
/// Writes <c>contents</c>. What follows in the same role becomes one content: tool results are the user's on this wire, and all of a turn's belong
/// together.
/// </summary>
internal sealed class ContentWriter(Utf8JsonWriter json, IReadOnlyList<JsonElement> messages, bool signsCalls)
{
    // The vendor's own word for a call that comes from another model, whose thoughts it cannot have signed.
    private static ReadOnlySpan<byte> Unsigned => "skip_thought_signature_validator"u8;

    private readonly Dictionary<string, string> _tools = new(StringComparer.Ordinal);

    public void Write()
    {
        json.WriteStartArray("contents"u8);
        string? open = null;
        for (var index = 0; index < messages.Count; index++)
        {
            var path = $"messages[{index}]";
            var role = CanonicalJson.Role(messages[index], path);
            if (role == "system")
                continue;

            var wireRole = role == "assistant" ? "model" : "user";
            if (wireRole != open)
            {
                Close(open);
                json.WriteStartObject();
                json.WriteString("role"u8, wireRole);
                json.WriteStartArray("parts"u8);
                open = wireRole;
            }

            if (role == "tool")
                WriteResult(messages[index], path);
            else
                WriteParts(messages[index], path);
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

    private void WriteParts(JsonElement message, string path)
    {
        foreach (var part in CanonicalJson.Parts(message, path))
            PartWriter.Write(json, part);
        if (message.Optional("tool_calls") is not { } calls)
            return;
        var number = 0;
        foreach (var call in calls.EnumerateArray())
            WriteCall(call, $"{path}.tool_calls[{number++}]");
    }

    private void WriteCall(JsonElement call, string path)
    {
        var id = call.GetProperty("id"u8).GetString()!;
        var name = call.GetProperty("function"u8).GetProperty("name"u8).GetString()!;
        _tools[id] = name;
        json.WriteStartObject();
        json.WriteStartObject("functionCall"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WritePropertyName("args"u8);
        json.WriteRawValue(CanonicalJson.Arguments(call, path));
        json.WriteEndObject();
        if (call.Optional("extra_content")?.Optional("google")?.Optional("thought_signature") is { } signature)
            json.WriteString("thoughtSignature"u8, signature.GetString());
        else if (signsCalls)
            json.WriteString("thoughtSignature"u8, Unsigned);
        json.WriteEndObject();
    }

    private void WriteResult(JsonElement message, string path)
    {
        var id = message.GetProperty("tool_call_id"u8).GetString()!;
        if (!_tools.TryGetValue(id, out var name))
            throw new TranslationException($"{path}.tool_call_id: no earlier message calls a tool with the id \"{id}\".");

        var text = CanonicalJson.Text(message, path);
        json.WriteStartObject();
        json.WriteStartObject("functionResponse"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WritePropertyName("response"u8);
        if (JsonSlice.TryParse(Encoding.UTF8.GetBytes(text), out var result) && result.IsObject)
        {
            json.WriteRawValue(text);
        }
        else
        {
            // The wire has objects only.
            json.WriteStartObject();
            json.WriteString("result"u8, text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
