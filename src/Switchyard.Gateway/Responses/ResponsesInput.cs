using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Translates the input items of the responses wire into messages.</summary>
internal static class ResponsesInput
{
    public static void Write(Utf8JsonWriter json, JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            WriteMessage(json, "user", input.GetString()!);
            return;
        }

        var calls = new List<(JsonElement Item, string Path)>();
        var index = 0;
        foreach (var item in input.EnumerateArray())
        {
            var path = $"input[{index++}]";
            JsonRequest.Require(item, JsonKind.Object, path);
            var type = JsonRequest.FindText(item, "type", path) ?? "message";

            // Calls in a row are one message of the assistant.
            if (type == "function_call")
            {
                calls.Add((item, path));
                continue;
            }

            WriteCalls(json, calls);
            WriteItem(json, type, item, path);
        }

        WriteCalls(json, calls);
    }

    public static void WriteMessage(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, string type, JsonElement item, string path)
    {
        switch (type)
        {
            case "message":
                WriteMessage(json, item, path);
                break;
            case "function_call_output":
                json.WriteStartObject();
                json.WriteString("role"u8, "tool"u8);
                json.WriteString("tool_call_id"u8, JsonRequest.GetText(item, "call_id", path));
                json.WritePropertyName("content"u8);
                WriteContent(json, JsonRequest.Get(item, "output", JsonKind.Text | JsonKind.Array, path), $"{path}.output");
                json.WriteEndObject();
                break;
            case "reasoning":
                // Sealed by one vendor, and of no use to another.
                break;
            default:
                throw JsonRequest.Unsupported($"{path}.type", $"an item of type \"{type}\"");
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, JsonElement item, string path)
    {
        var role = JsonRequest.GetText(item, "role", path);
        if (role is not ("user" or "assistant" or "system" or "developer"))
            throw new ApiException(ApiError.Invalid($"{path}.role", $"\"{path}.role\" must be user, assistant, system or developer.", "invalid_value"));

        json.WriteStartObject();
        json.WriteString("role"u8, role == "developer" ? "system" : role);
        json.WritePropertyName("content"u8);
        WriteContent(json, JsonRequest.Get(item, "content", JsonKind.Text | JsonKind.Array, path), $"{path}.content");
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, JsonElement content, string path)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            content.WriteTo(json);
            return;
        }

        json.WriteStartArray();
        var index = 0;
        foreach (var part in content.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            JsonRequest.Require(part, JsonKind.Object, at);
            WritePart(json, part, at);
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, JsonElement part, string path)
    {
        var type = JsonRequest.GetText(part, "type", path);
        json.WriteStartObject();
        switch (type)
        {
            case "input_text" or "output_text" or "text":
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, JsonRequest.GetText(part, "text", path));
                break;
            case "refusal":
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, JsonRequest.GetText(part, "refusal", path));
                break;
            case "input_image":
                json.WriteString("type"u8, "image_url"u8);
                json.WriteStartObject("image_url"u8);
                json.WriteString("url"u8, JsonRequest.GetText(part, "image_url", path));
                JsonRequest.Copy(json, part, "detail", JsonKind.Text);
                json.WriteEndObject();
                break;
            case "input_file":
                json.WriteString("type"u8, "file"u8);
                json.WriteStartObject("file"u8);
                json.WriteString("file_data"u8, JsonRequest.GetText(part, "file_data", path));
                JsonRequest.Copy(json, part, "filename", JsonKind.Text);
                json.WriteEndObject();
                break;
            default:
                throw JsonRequest.Unsupported($"{path}.type", $"a part of type \"{type}\"");
        }

        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, List<(JsonElement Item, string Path)> calls)
    {
        if (calls.Count == 0)
            return;

        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        json.WriteNull("content"u8);
        json.WriteStartArray("tool_calls"u8);
        foreach (var (item, path) in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, JsonRequest.GetText(item, "call_id", path));
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, JsonRequest.GetText(item, "name", path));
            json.WriteString("arguments"u8, JsonRequest.GetText(item, "arguments", path));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        calls.Clear();
    }
}
