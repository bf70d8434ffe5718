using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Writes <c>tools</c> and <c>toolConfig</c>.</summary>
internal sealed class ToolWriter(Utf8JsonWriter json, JsonElement body)
{
    public void Write()
    {
        if (body.Optional("tools") is not { ValueKind: JsonValueKind.Array } tools || tools.GetArrayLength() == 0)
            return;
        json.WriteStartArray("tools"u8);
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations"u8);
        for (var index = 0; index < tools.GetArrayLength(); index++)
            WriteTool(tools[index], $"tools[{index}]");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteChoice();
    }

    private void WriteTool(JsonElement tool, string path)
    {
        if (tool.Optional("function") is not { } function)
            throw new TranslationException($"{path}: this provider calls functions only; give the tool as one.");
        json.WriteStartObject();
        json.WriteString("name"u8, function.GetProperty("name"u8).GetString());
        if (function.Optional("description") is { } description)
            json.WriteString("description"u8, description.GetString());
        if (function.Optional("parameters") is { } parameters)
        {
            json.WritePropertyName("parametersJsonSchema"u8);
            parameters.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void WriteChoice()
    {
        if (body.Optional("tool_choice") is not { } choice)
            return;
        var (mode, name) = choice.ValueKind == JsonValueKind.String
            ? (choice.GetString() switch { "required" => "ANY", "none" => "NONE", _ => "AUTO" }, null)
            : ("ANY", choice.GetProperty("function"u8).GetProperty("name"u8).GetString());
        json.WriteStartObject("toolConfig"u8);
        json.WriteStartObject("functionCallingConfig"u8);
        json.WriteString("mode"u8, mode);
        if (name is not null)
        {
            json.WriteStartArray("allowedFunctionNames"u8);
            json.WriteStringValue(name);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
