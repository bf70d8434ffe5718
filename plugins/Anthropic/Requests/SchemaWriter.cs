using System.Text.Json;

namespace Switchyard.Provider.Anthropic;

/// <summary>
/// Writes a JSON schema as the wire takes it: every object closed, and without the bounds that its decoder refuses. An answer then may break such a
/// bound; what reads it sees to that.
/// </summary>
internal static class SchemaWriter
{
    private static readonly string[] s_refused =
    [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "additionalProperties",
    ];

    public static void Write(Utf8JsonWriter json, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            if (!s_refused.Contains(member.Name) && !(member.NameEquals("minItems"u8) && member.Value.TryGetInt32(out var least) && least > 1))
                WriteMember(json, member);
        }

        if (schema.TryGetProperty("properties"u8, out _) || (schema.TryGetProperty("type"u8, out var type) && IsObject(type)))
            json.WriteBoolean("additionalProperties"u8, false);
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member)
    {
        json.WritePropertyName(member.Name);
        switch (member.Name)
        {
            // Their members are names of the user's, under each of which a schema stands.
            case "properties" or "$defs" or "definitions" when member.Value.ValueKind == JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in member.Value.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case "items" or "not":
                Write(json, member.Value);
                break;
            case "anyOf" or "allOf" or "oneOf" or "prefixItems" when member.Value.ValueKind == JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var option in member.Value.EnumerateArray())
                    Write(json, option);
                json.WriteEndArray();
                break;
            default:
                member.Value.WriteTo(json);
                break;
        }
    }

    private static bool IsObject(JsonElement type) =>
        type.ValueKind == JsonValueKind.String ? type.ValueEquals("object"u8)
            : type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(one => one.ValueEquals("object"u8));
}
