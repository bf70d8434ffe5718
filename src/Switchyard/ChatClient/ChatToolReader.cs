using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Reads tools, the choice among them, and the format of the answer.</summary>
internal static class ChatToolReader
{
    private static readonly JsonElement s_anything = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public static AITool ReadTool(JsonElement tool)
    {
        var function = tool.GetProperty("function");
        var declaration = AIFunctionFactory.CreateDeclaration(
            function.GetProperty("name").GetString()!,
            Text(function, "description"),
            function.TryGetProperty("parameters", out var parameters) ? parameters : s_anything);
        return Strict(function) is { } strict ? new StrictFunction(declaration, strict) : declaration;
    }

    public static ChatToolMode ReadChoice(JsonElement choice) =>
        choice.ValueKind == JsonValueKind.Object
            ? ChatToolMode.RequireSpecific(choice.GetProperty("function").GetProperty("name").GetString()!)
            : choice.GetString() switch
            {
                "none" => ChatToolMode.None,
                "required" => ChatToolMode.RequireAny,
                _ => ChatToolMode.Auto,
            };

    public static void ReadFormat(ChatOptions options, JsonElement format)
    {
        options.ResponseFormat = format.GetProperty("type").GetString() switch
        {
            "json_schema" => ReadSchema(options, format.GetProperty("json_schema")),
            "json_object" => ChatResponseFormat.Json,
            _ => ChatResponseFormat.Text,
        };
    }

    private static ChatResponseFormatJson ReadSchema(ChatOptions options, JsonElement format)
    {
        if (Strict(format) is { } strict)
            (options.AdditionalProperties ??= [])["strict"] = strict;
        return ChatResponseFormat.ForJsonSchema(format.GetProperty("schema"), Text(format, "name"), Text(format, "description"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Strict(JsonElement element) =>
        element.TryGetProperty("strict", out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private sealed class StrictFunction(AIFunctionDeclaration function, bool strict) : AIFunctionDeclaration
    {
        public override string Name => function.Name;

        public override string Description => function.Description;

        public override JsonElement JsonSchema => function.JsonSchema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = new Dictionary<string, object?> { ["strict"] = strict };
    }
}
