using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Ollama;

/// <summary>Writes <c>messages</c>: a text and images beside it, in place of parts.</summary>
internal sealed class MessageWriter(Utf8JsonWriter json, IReadOnlyList<JsonElement> messages)
{
    private readonly Dictionary<string, string> _tools = new(StringComparer.Ordinal);

    public void Write()
    {
        json.WriteStartArray("messages"u8);
        for (var index = 0; index < messages.Count; index++)
            WriteOne(messages[index], $"messages[{index}]");
        json.WriteEndArray();
    }

    private void WriteOne(JsonElement message, string path)
    {
        var role = CanonicalJson.Role(message, path);
        var parts = CanonicalJson.Parts(message, path).ToList();
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, string.Concat(parts.Where(part => part.Kind == ChatPartKind.Text).Select(part => part.Text)));
        WriteImages(parts, path);
        if (role == "tool" && _tools.TryGetValue(message.GetProperty("tool_call_id"u8).GetString()!, out var tool))
            json.WriteString("tool_name"u8, tool);
        if (message.Optional("reasoning_content") is { ValueKind: JsonValueKind.String } thoughts)
            json.WriteString("thinking"u8, thoughts.GetString());
        WriteCalls(message, path);
        json.WriteEndObject();
    }

    private void WriteImages(List<ChatPart> parts, string path)
    {
        if (parts.Find(part => part.Kind is ChatPartKind.File or ChatPartKind.Audio) is { Json.ValueKind: not JsonValueKind.Undefined })
            throw new TranslationException($"{path}: this provider reads text and images only.");
        var images = parts.Where(part => part.Kind == ChatPartKind.Image).ToList();
        if (images.Count == 0)
            return;
        json.WriteStartArray("images"u8);
        foreach (var image in images)
            json.WriteStringValue(image.Data ?? throw new TranslationException($"{path}: this provider fetches no images; send them along as data URLs."));
        json.WriteEndArray();
    }

    private void WriteCalls(JsonElement message, string path)
    {
        if (message.Optional("tool_calls") is not { } calls)
            return;
        var number = 0;
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls.EnumerateArray())
        {
            var name = call.GetProperty("function"u8).GetProperty("name"u8).GetString()!;
            _tools[call.GetProperty("id"u8).GetString()!] = name;
            json.WriteStartObject();
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, name);
            json.WritePropertyName("arguments"u8);
            json.WriteRawValue(CanonicalJson.Arguments(call, $"{path}.tool_calls[{number++}]"));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
