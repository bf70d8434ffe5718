using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Follows <c>$ref</c> within one schema and takes <c>allOf</c> apart.</summary>
internal static class SchemaReference
{
    private const int MostHops = 32;

    public static JsonElement Resolve(JsonElement root, JsonElement schema)
    {
        for (var hop = 0; hop < MostHops; hop++)
        {
            if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("allOf", out var all)
                && all.ValueKind == JsonValueKind.Array && all.GetArrayLength() == 1 && !schema.TryGetProperty("properties", out _))
            {
                schema = all[0];
                continue;
            }

            if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$ref", out var reference))
                return schema;
            schema = Find(root, reference.ValueKind == JsonValueKind.String ? reference.GetString()! : "");
        }

        throw Refuse("a reference leads back to itself");
    }

    /// <summary>The schema itself and what it takes in by <c>allOf</c>.</summary>
    public static IEnumerable<JsonElement> Parts(JsonElement root, JsonElement schema)
    {
        yield return schema;
        if (!schema.TryGetProperty("allOf", out var all) || all.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var part in all.EnumerateArray().Select(p => Resolve(root, p)).Where(p => p.ValueKind == JsonValueKind.Object))
            yield return part;
    }

    public static bool Requires(JsonElement root, JsonElement schema, string property) => Parts(root, schema).Any(p =>
        p.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
        && names.EnumerateArray().Any(n => n.ValueKind == JsonValueKind.String && n.ValueEquals(property)));

    private static JsonElement Find(JsonElement root, string reference)
    {
        if (!reference.StartsWith('#'))
            throw Refuse($"the reference '{reference}' does not point into the schema");
        var at = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var found = at.ValueKind switch
            {
                JsonValueKind.Object when at.TryGetProperty(name, out var member) => member,
                JsonValueKind.Array when int.TryParse(name, out var index) && index >= 0 && index < at.GetArrayLength() => at[index],
                _ => (JsonElement?)null,
            };
            at = found ?? throw Refuse($"the reference '{reference}' points to nothing");
        }

        return at;
    }

    private static ApiException Refuse(string reason) => new(new(400, $"Invalid schema: {reason}.", Param: "response_format"));
}
