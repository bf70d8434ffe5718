using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Writes tools, the choice among them, and the format of the answer.</summary>
internal static class ChatToolWriter
{
    public static void WriteTools(Utf8JsonWriter json, IList<AITool> tools)
    {
        json.WriteStartArray();
        foreach (var tool in tools)
        {
            if (tool is not AIFunctionDeclaration function)
                throw new NotSupportedException($"The tool {tool.Name} ({tool.GetType().Name}) is run by one vendor's servers; only functions can be routed.");

            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, function.Name);
            if (function.Description.Length > 0)
                json.WriteString("description"u8, function.Description);
            json.WritePropertyName("parameters"u8);
            function.JsonSchema.WriteTo(json);
            if (IsStrict(function.AdditionalProperties) is { } strict)
                json.WriteBoolean("strict"u8, strict);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteChoice(Utf8JsonWriter json, ChatToolMode mode)
    {
        switch (mode)
        {
            case NoneChatToolMode:
                json.WriteStringValue("none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject();
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteStringValue("required"u8);
                break;
            default:
                json.WriteStringValue("auto"u8);
                break;
        }
    }

    public static void WriteFormat(Utf8JsonWriter json, ChatResponseFormatJson format, bool? isStrict)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, format.Schema is null ? "json_object"u8 : "json_schema"u8);
        if (format.Schema is { } schema)
        {
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, format.SchemaName ?? "answer");
            if (format.SchemaDescription is { } description)
                json.WriteString("description"u8, description);
            json.WritePropertyName("schema"u8);
            schema.WriteTo(json);
            if (isStrict is { } strict)
                json.WriteBoolean("strict"u8, strict);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The property by which Microsoft.Extensions.AI's own clients are told to hold a model to a schema.</summary>
    public static bool? IsStrict(IReadOnlyDictionary<string, object?>? properties) =>
        properties is not null && properties.TryGetValue("strict", out var value) && value is bool strict ? strict : null;
}
