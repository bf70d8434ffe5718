using System.Text;
using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Translates the messages of the Anthropic wire and the blocks in them.</summary>
internal static class MessagesContent
{
    public static void WriteMessages(Utf8JsonWriter json, JsonElement messages)
    {
        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var path = $"messages[{index++}]";
            JsonRequest.Require(message, JsonKind.Object, path);
            var role = JsonRequest.GetText(message, "role", path);
            var content = JsonRequest.Get(message, "content", JsonKind.Text | JsonKind.Array, path);
            if (role is not ("user" or "assistant" or "system"))
                throw new ApiException(ApiError.Invalid($"{path}.role", $"\"{path}.role\" must be user or assistant.", "invalid_value"));
            if (content.ValueKind == JsonValueKind.String)
                WriteText(json, role, content.GetString()!);
            else if (role == "assistant")
                WriteAssistant(json, content, $"{path}.content");
            else
                WriteUser(json, role, content, $"{path}.content");
        }
    }

    /// <summary>Writes blocks that can only be texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, JsonElement blocks, string path)
    {
        json.WriteStartArray();
        foreach (var (type, block, at) in Blocks(blocks, path))
        {
            if (type != "text")
                throw JsonRequest.Unsupported($"{at}.type", $"a block of type \"{type}\" here");
            WriteTextPart(json, JsonRequest.GetText(block, "text", at));
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, string role, JsonElement content, string path)
    {
        // The results of tools are messages of their own, and come right after the calls.
        var blocks = Blocks(content, path).ToList();
        foreach (var (_, block, at) in blocks.Where(block => block.Type == "tool_result"))
            WriteToolResult(json, block, at);

        var others = blocks.Where(block => block.Type != "tool_result").ToList();
        if (others.Count == 0 && blocks.Count > 0)
            return;

        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteStartArray("content"u8);
        foreach (var (type, block, at) in others)
            WritePart(json, type, block, at);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteToolResult(Utf8JsonWriter json, JsonElement block, string path)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteString("tool_call_id"u8, JsonRequest.GetText(block, "tool_use_id", path));
        json.WritePropertyName("content"u8);
        if (!JsonRequest.TryGet(block, "content", JsonKind.Text | JsonKind.Array, path, out var content))
            json.WriteStringValue(""u8);
        else if (content.ValueKind == JsonValueKind.String)
            content.WriteTo(json);
        else
            WriteTexts(json, content, $"{path}.content");
        json.WriteEndObject();
    }

    private static void WriteAssistant(Utf8JsonWriter json, JsonElement content, string path)
    {
        var text = new StringBuilder();
        var calls = new List<(JsonElement Block, string Path)>();
        foreach (var (type, block, at) in Blocks(content, path))
        {
            switch (type)
            {
                case "text":
                    text.Append(JsonRequest.GetText(block, "text", at));
                    break;
                case "tool_use":
                    calls.Add((block, at));
                    break;
                case "thinking" or "redacted_thinking":
                    // Signed by one vendor's model, and of no use to another.
                    break;
                default:
                    throw JsonRequest.Unsupported($"{at}.type", $"a block of type \"{type}\"");
            }
        }

        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        if (text.Length > 0 || calls.Count == 0)
            json.WriteString("content"u8, text.ToString());
        else
            json.WriteNull("content"u8);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var (block, at) in calls)
                WriteToolUse(json, block, at);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteToolUse(Utf8JsonWriter json, JsonElement block, string path)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, JsonRequest.GetText(block, "id", path));
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, JsonRequest.GetText(block, "name", path));
        json.WriteString("arguments"u8, JsonRequest.Get(block, "input", JsonKind.Object, path).GetRawText());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, string type, JsonElement block, string path)
    {
        switch (type)
        {
            case "text":
                WriteTextPart(json, JsonRequest.GetText(block, "text", path));
                break;
            case "image":
                json.WriteStartObject();
                json.WriteString("type"u8, "image_url"u8);
                json.WriteStartObject("image_url"u8);
                json.WriteString("url"u8, AddressOf(JsonRequest.Get(block, "source", JsonKind.Object, path), $"{path}.source"));
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case "document":
                WriteDocument(json, block, path);
                break;
            default:
                throw JsonRequest.Unsupported($"{path}.type", $"a block of type \"{type}\"");
        }
    }

    private static void WriteDocument(Utf8JsonWriter json, JsonElement block, string path)
    {
        var source = JsonRequest.Get(block, "source", JsonKind.Object, path);
        if (JsonRequest.GetText(source, "type", $"{path}.source") == "text")
        {
            WriteTextPart(json, JsonRequest.GetText(source, "data", $"{path}.source"));
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "file"u8);
        json.WriteStartObject("file"u8);
        json.WriteString("filename"u8, JsonRequest.FindText(block, "title", path) ?? "document.pdf");
        json.WriteString("file_data"u8, DataOf(source, $"{path}.source"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string AddressOf(JsonElement source, string path) =>
        JsonRequest.GetText(source, "type", path) == "url" ? JsonRequest.GetText(source, "url", path) : DataOf(source, path);

    private static string DataOf(JsonElement source, string path) =>
        JsonRequest.GetText(source, "type", path) is var type && type == "base64"
            ? $"data:{JsonRequest.GetText(source, "media_type", path)};base64,{JsonRequest.GetText(source, "data", path)}"
            : throw JsonRequest.Unsupported($"{path}.type", $"a source of type \"{type}\"");

    private static void WriteTextPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static IEnumerable<(string Type, JsonElement Block, string Path)> Blocks(JsonElement content, string path)
    {
        var index = 0;
        foreach (var block in content.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            JsonRequest.Require(block, JsonKind.Object, at);
            yield return (JsonRequest.GetText(block, "type", at), block, at);
        }
    }
}
