using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>
/// The rules of strict mode: the root is an object, and every object closes itself with <c>additionalProperties: false</c> and requires all its
/// properties.
/// </summary>
internal static class StrictSchema
{
    public static void Check(JsonElement schema, string param, string name)
    {
        if (!HasType(schema, "object"))
            throw Refuse(param, name, "()", "schema must be a JSON Schema of 'type: \"object\"'.");
        Visit(schema, param, name, "()");
    }

    private static void Visit(JsonElement schema, string param, string name, string context)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (HasType(schema, "object") || schema.TryGetProperty("properties", out _))
            CheckObject(schema, param, name, context);

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "properties" or "$defs" or "definitions" when keyword.Value.ValueKind == JsonValueKind.Object:
                    foreach (var member in keyword.Value.EnumerateObject())
                        Visit(member.Value, param, name, Inside(context, keyword.Name, member.Name));
                    break;
                case "items":
                    Visit(keyword.Value, param, name, Inside(context, keyword.Name));
                    break;
                case "anyOf" when keyword.Value.ValueKind == JsonValueKind.Array:
                    var index = 0;
                    foreach (var option in keyword.Value.EnumerateArray())
                        Visit(option, param, name, Inside(context, keyword.Name, $"{index++}"));
                    break;
                case "oneOf" or "allOf" or "not" or "patternProperties":
                    throw Refuse(param, name, context, $"'{keyword.Name}' is not permitted.");
            }
        }
    }

    private static void CheckObject(JsonElement schema, string param, string name, string context)
    {
        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
            throw Refuse(param, name, context, "'additionalProperties' is required to be supplied and to be false.");
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return;

        var required = schema.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()).ToHashSet()
            : [];
        foreach (var property in properties.EnumerateObject())
        {
            if (!required.Contains(property.Name))
            {
                throw Refuse(
                    param, name, context, $"'required' is required to be supplied and to be an array including every key in properties. Missing '{property.Name}'.");
            }
        }
    }

    private static bool HasType(JsonElement schema, string type) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var t)
        && (t.ValueKind == JsonValueKind.String ? t.ValueEquals(type)
            : t.ValueKind == JsonValueKind.Array && t.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.String && e.ValueEquals(type)));

    private static string Inside(string context, params ReadOnlySpan<string> steps) =>
        $"{(context == "()" ? "(" : context[..^1] + ", ")}'{string.Join("', '", steps!)}')";

    private static ApiException Refuse(string param, string name, string context, string rule) => new(new(
        400, $"Invalid schema for {(param == "response_format" ? param : "function")} '{name}': In context={context}, {rule}", Param: param));
}
