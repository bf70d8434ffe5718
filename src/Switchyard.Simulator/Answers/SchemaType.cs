using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Which JSON type a schema asks for.</summary>
internal static class SchemaType
{
    public static string Of(JsonElement schema, bool preferNull)
    {
        if (!schema.TryGetProperty("type", out var type))
            return Implied(schema);
        if (type.ValueKind == JsonValueKind.String)
            return type.GetString()!;
        if (type.ValueKind != JsonValueKind.Array)
            return "string";

        string?[] types = [.. type.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString())];
        return preferNull && types.Contains("null") ? "null" : types.FirstOrDefault(t => t != "null") ?? "null";
    }

    /// <summary>How much a value of the schema is likely to nest: 0 for null, then scalars, arrays, objects.</summary>
    public static int Weight(JsonElement schema) => schema.ValueKind != JsonValueKind.Object ? 1 : Of(schema, preferNull: true) switch
    {
        "null" => 0,
        "array" => 2,
        "object" => 3,
        _ => 1,
    };

    private static string Implied(JsonElement schema)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "properties" or "required" or "additionalProperties" or "allOf" or "minProperties":
                    return "object";
                case "items" or "prefixItems" or "minItems" or "maxItems":
                    return "array";
                case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                    return "number";
            }
        }

        return "string";
    }
}
