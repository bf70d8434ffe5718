using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Translates a request of the OpenAI responses wire into the canonical form: the part of it that keeps no state.</summary>
internal static class ResponsesRequest
{
    private static readonly string[] s_stateful = ["previous_response_id", "conversation", "prompt"];

    /// <summary>Writes the canonical request.</summary>
    /// <exception cref="ApiException">It is no request of this wire, or asks for what cannot be translated.</exception>
    public static void Translate(JsonElement request, Utf8Buffer canonical)
    {
        foreach (var name in s_stateful)
        {
            if (JsonRequest.TryGet(request, name, JsonKind.Text | JsonKind.Object, "", out _))
                throw JsonRequest.Unsupported(name, "what a server keeps between requests");
        }

        if (JsonRequest.TryGet(request, "background", JsonKind.Boolean, "", out var background) && background.GetBoolean())
            throw JsonRequest.Unsupported("background", "an answer to be fetched later");

        canonical.Clear();
        using var json = new Utf8JsonWriter(canonical, ErrorReply.Writing);
        json.WriteStartObject();
        json.WriteString("model"u8, JsonRequest.GetText(request, "model", ""));
        json.WriteStartArray("messages"u8);
        if (JsonRequest.FindText(request, "instructions", "") is { } instructions)
            ResponsesInput.WriteMessage(json, "system", instructions);
        ResponsesInput.Write(json, JsonRequest.Get(request, "input", JsonKind.Text | JsonKind.Array, ""));
        json.WriteEndArray();
        if (JsonRequest.FindTokens(request, "max_output_tokens") is { } most)
            json.WriteNumber("max_completion_tokens"u8, most);
        JsonRequest.Copy(json, request, "temperature", JsonKind.Number);
        JsonRequest.Copy(json, request, "top_p", JsonKind.Number);
        JsonRequest.Copy(json, request, "stream", JsonKind.Boolean);
        JsonRequest.Copy(json, request, "user", JsonKind.Text);
        JsonRequest.Copy(json, request, "prompt_cache_key", JsonKind.Text);
        JsonRequest.Copy(json, request, "service_tier", JsonKind.Text);
        if (JsonRequest.TryGet(request, "reasoning", JsonKind.Object, "", out var reasoning))
            JsonRequest.Copy(json, reasoning, "effort", JsonKind.Text, "reasoning_effort");
        WriteTools(json, request);
        WriteFormat(json, request);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, JsonElement request)
    {
        if (!JsonRequest.TryGet(request, "tools", JsonKind.Array, "", out var tools) || tools.GetArrayLength() == 0)
            return;

        json.WriteStartArray("tools"u8);
        var index = 0;
        foreach (var tool in tools.EnumerateArray())
        {
            var path = $"tools[{index++}]";
            JsonRequest.Require(tool, JsonKind.Object, path);
            if (JsonRequest.GetText(tool, "type", path) is var type && type != "function")
                throw JsonRequest.Unsupported($"{path}.type", $"the tool \"{type}\"");

            JsonRequest.GetText(tool, "name", path);
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            JsonRequest.Copy(json, tool, "name", JsonKind.Text);
            JsonRequest.Copy(json, tool, "description", JsonKind.Text);
            JsonRequest.Copy(json, tool, "parameters", JsonKind.Object);
            JsonRequest.Copy(json, tool, "strict", JsonKind.Boolean);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonRequest.Copy(json, request, "parallel_tool_calls", JsonKind.Boolean);
        if (!JsonRequest.TryGet(request, "tool_choice", JsonKind.Text | JsonKind.Object, "", out var choice))
            return;

        json.WritePropertyName("tool_choice"u8);
        if (choice.ValueKind == JsonValueKind.String)
        {
            choice.WriteTo(json);
            return;
        }

        if (JsonRequest.GetText(choice, "type", "tool_choice") is var kind && kind != "function")
            throw JsonRequest.Unsupported("tool_choice.type", $"the choice \"{kind}\"");
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, JsonRequest.GetText(choice, "name", "tool_choice"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, JsonElement request)
    {
        if (!JsonRequest.TryGet(request, "text", JsonKind.Object, "", out var text)
            || !JsonRequest.TryGet(text, "format", JsonKind.Object, "text", out var format))
        {
            return;
        }

        var type = JsonRequest.GetText(format, "type", "text.format");
        if (type == "text")
            return;

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, type);
        if (type == "json_schema")
        {
            JsonRequest.Get(format, "schema", JsonKind.Object, "text.format");
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, JsonRequest.GetText(format, "name", "text.format"));
            JsonRequest.Copy(json, format, "description", JsonKind.Text);
            JsonRequest.Copy(json, format, "strict", JsonKind.Boolean);
            JsonRequest.Copy(json, format, "schema", JsonKind.Object);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
