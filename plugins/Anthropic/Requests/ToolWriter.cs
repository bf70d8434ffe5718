using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Writes <c>tools</c> and <c>tool_choice</c>.</summary>
internal sealed class ToolWriter(Utf8JsonWriter json, JsonElement body)
{
    /// <param name="mark">Marks the last tool as the end of what is to be cached; <see langword="null"/> for no mark.</param>
    public void Write(Action? mark)
    {
        if (body.Optional("tools") is not { ValueKind: JsonValueKind.Array } tools || tools.GetArrayLength() == 0)
            return;
        json.WriteStartArray("tools"u8);
        for (var index = 0; index < tools.GetArrayLength(); index++)
            WriteTool(tools[index], $"tools[{index}]", index == tools.GetArrayLength() - 1 ? mark : null);
        json.WriteEndArray();
        WriteChoice();
    }

    private void WriteTool(JsonElement tool, string path, Action? mark)
    {
        if (tool.Optional("function") is not { } function)
            throw new TranslationException($"{path}: this provider calls functions only; give the tool as one.");
        json.WriteStartObject();
        json.WriteString("name"u8, function.GetProperty("name"u8).GetString());
        if (function.Optional("description") is { } description)
            json.WriteString("description"u8, description.GetString());
        var isStrict = function.Optional("strict") is { ValueKind: JsonValueKind.True };
        json.WritePropertyName("input_schema"u8);
        if (function.Optional("parameters") is not { } parameters)
            json.WriteRawValue("""{"type":"object","properties":{}}"""u8);
        else if (isStrict)
            SchemaWriter.Write(json, parameters);
        else
            parameters.WriteTo(json);
        if (isStrict)
            json.WriteBoolean("strict"u8, true);
        if ((tool.Optional("cache_control") ?? function.Optional("cache_control")) is { } cache)
        {
            json.WritePropertyName("cache_control"u8);
            cache.WriteTo(json);
        }

        mark?.Invoke();
        json.WriteEndObject();
    }

    private void WriteChoice()
    {
        var choice = body.Optional("tool_choice");
        var isSerial = body.Optional("parallel_tool_calls") is { ValueKind: JsonValueKind.False };
        if (choice is null && !isSerial)
            return;

        var (type, name) = choice switch
        {
            null => ("auto", null),
            { ValueKind: JsonValueKind.String } word => (word.GetString() == "required" ? "any" : word.GetString(), null),
            { } tool => ("tool", tool.GetProperty("function"u8).GetProperty("name"u8).GetString()),
        };
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, type);
        if (name is not null)
            json.WriteString("name"u8, name);
        if (isSerial && type != "none")
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        json.WriteEndObject();
    }
}
