using System.Text.Json;

namespace Switchyard.Gateway;

/// <summary>Translates a request of the Anthropic messages wire into the canonical form.</summary>
internal static class MessagesRequest
{
    /// <summary>Writes the canonical request.</summary>
    /// <exception cref="ApiException">It is no request of this wire, or asks for what cannot be translated.</exception>
    public static void Translate(JsonElement request, Utf8Buffer canonical)
    {
        canonical.Clear();
        using var json = new Utf8JsonWriter(canonical, ErrorReply.Writing);
        json.WriteStartObject();
        json.WriteString("model"u8, JsonRequest.GetText(request, "model", ""));
        json.WriteNumber("max_completion_tokens"u8, JsonRequest.FindTokens(request, "max_tokens") ?? throw JsonChecks.Missing("max_tokens"));
        json.WriteStartArray("messages"u8);
        WriteSystem(json, request);
        MessagesContent.WriteMessages(json, JsonRequest.Get(request, "messages", JsonKind.Array, ""));
        json.WriteEndArray();
        JsonRequest.Copy(json, request, "temperature", JsonKind.Number);
        JsonRequest.Copy(json, request, "top_p", JsonKind.Number);
        JsonRequest.Copy(json, request, "top_k", JsonKind.Integer);
        JsonRequest.Copy(json, request, "stop_sequences", JsonKind.Array, "stop");
        JsonRequest.Copy(json, request, "stream", JsonKind.Boolean);
        if (JsonRequest.TryGet(request, "metadata", JsonKind.Object, "", out var metadata) && JsonRequest.FindText(metadata, "user_id", "metadata") is { } user)
            json.WriteString("user"u8, user);
        WriteTools(json, request);
        WriteOutput(json, request);
        json.WriteEndObject();
    }

    private static void WriteSystem(Utf8JsonWriter json, JsonElement request)
    {
        if (!JsonRequest.TryGet(request, "system", JsonKind.Text | JsonKind.Array, "", out var system))
            return;

        json.WriteStartObject();
        json.WriteString("role"u8, "system"u8);
        json.WritePropertyName("content"u8);
        if (system.ValueKind == JsonValueKind.String)
            system.WriteTo(json);
        else
            MessagesContent.WriteTexts(json, system, "system");
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
            if (JsonRequest.FindText(tool, "type", path) is { } type && type != "custom")
                throw JsonRequest.Unsupported($"{path}.type", $"the server tool \"{type}\"");

            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, JsonRequest.GetText(tool, "name", path));
            if (JsonRequest.FindText(tool, "description", path) is { } description)
                json.WriteString("description"u8, description);
            json.WritePropertyName("parameters"u8);
            JsonRequest.Get(tool, "input_schema", JsonKind.Object, path).WriteTo(json);
            if (JsonRequest.TryGet(tool, "strict", JsonKind.Boolean, path, out var strict))
                json.WriteBoolean("strict"u8, strict.GetBoolean());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteToolChoice(json, request);
    }

    private static void WriteToolChoice(Utf8JsonWriter json, JsonElement request)
    {
        if (!JsonRequest.TryGet(request, "tool_choice", JsonKind.Object, "", out var choice))
            return;

        var type = JsonRequest.GetText(choice, "type", "tool_choice");
        json.WritePropertyName("tool_choice"u8);
        switch (type)
        {
            case "auto" or "none":
                json.WriteStringValue(type);
                break;
            case "any":
                json.WriteStringValue("required"u8);
                break;
            case "tool":
                json.WriteStartObject();
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, JsonRequest.GetText(choice, "name", "tool_choice"));
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            default:
                throw new ApiException(ApiError.Invalid("tool_choice.type", "\"tool_choice.type\" must be auto, any, tool or none.", "invalid_value"));
        }

        if (JsonRequest.TryGet(choice, "disable_parallel_tool_use", JsonKind.Boolean, "tool_choice", out var disables))
            json.WriteBoolean("parallel_tool_calls"u8, !disables.GetBoolean());
    }

    private static void WriteOutput(Utf8JsonWriter json, JsonElement request)
    {
        if (!JsonRequest.TryGet(request, "output_config", JsonKind.Object, "", out var output))
            return;

        if (JsonRequest.FindText(output, "effort", "output_config") is { } effort)
            json.WriteString("reasoning_effort"u8, effort == "max" ? "xhigh" : effort);
        if (!JsonRequest.TryGet(output, "format", JsonKind.Object, "output_config", out var format))
            return;
        if (JsonRequest.GetText(format, "type", "output_config.format") is var type && type != "json_schema")
            throw JsonRequest.Unsupported("output_config.format.type", $"the format \"{type}\"");

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, "json_schema"u8);
        json.WriteStartObject("json_schema"u8);
        json.WriteString("name"u8, "output"u8);
        json.WriteBoolean("strict"u8, true);
        json.WritePropertyName("schema"u8);
        JsonRequest.Get(format, "schema", JsonKind.Object, "output_config.format").WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
