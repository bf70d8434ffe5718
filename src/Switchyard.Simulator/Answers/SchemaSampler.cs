using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>
/// Writes a value that fits a JSON schema, the same one for the same random source. It knows what models are asked for: types, enums, consts,
/// references, unions, bounds and the usual formats; not <c>pattern</c>, <c>not</c>, <c>if</c> and <c>dependentSchemas</c>.
/// </summary>
internal sealed class SchemaSampler(JsonElement root, Random random)
{
    // Deeper than this, optional things are left out and unions prefer a branch that ends, so recursive schemas come to an end.
    private const int DeepEnough = 5;
    private const int TooDeep = 64;

    public void Write(Utf8JsonWriter json) => Write(json, root, "value", 0);

    private void Write(Utf8JsonWriter json, JsonElement schema, string name, int depth)
    {
        if (depth > TooDeep)
            throw new ApiException(new(400, "Invalid schema: it only admits values of endless depth.", Param: "response_format"));

        schema = SchemaReference.Resolve(root, schema);
        if (schema.ValueKind != JsonValueKind.Object)
            json.WriteStringValue($"simulated {name}");
        else if (schema.TryGetProperty("const", out var constant))
            constant.WriteTo(json);
        else if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
            values[random.Next(values.GetArrayLength())].WriteTo(json);
        else if (Union(schema) is { } options)
            Write(json, Pick(options, depth), name, depth + 1);
        else
            WriteTyped(json, schema, name, depth);
    }

    private void WriteTyped(Utf8JsonWriter json, JsonElement schema, string name, int depth)
    {
        switch (SchemaType.Of(schema, preferNull: depth > DeepEnough))
        {
            case "object":
                WriteObject(json, schema, depth);
                break;
            case "array":
                WriteArray(json, schema, name, depth);
                break;
            case "integer":
                json.WriteNumberValue(NumberSampler.Integer(schema, random));
                break;
            case "number":
                json.WriteNumberValue(NumberSampler.Number(schema, random));
                break;
            case "boolean":
                json.WriteBooleanValue(random.Next(2) == 1);
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(StringSampler.Sample(schema, name, random));
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        json.WriteStartObject();
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in SchemaReference.Parts(root, schema))
        {
            if (!part.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var property in properties.EnumerateObject())
            {
                if (depth > DeepEnough && !SchemaReference.Requires(root, schema, property.Name))
                    continue;
                if (!written.Add(property.Name))
                    continue;
                json.WritePropertyName(property.Name);
                Write(json, property.Value, property.Name, depth + 1);
            }
        }

        var least = NumberSampler.Count(schema, "minProperties");
        for (var extra = 1; written.Count < least; extra++)
        {
            if (!written.Add($"key{extra}"))
                continue;
            json.WritePropertyName($"key{extra}");
            Write(json, schema.TryGetProperty("additionalProperties", out var value) ? value : default, $"key{extra}", depth + 1);
        }

        json.WriteEndObject();
    }

    private void WriteArray(Utf8JsonWriter json, JsonElement schema, string name, int depth)
    {
        var least = NumberSampler.Count(schema, "minItems") ?? 0;
        var most = Math.Max(least, NumberSampler.Count(schema, "maxItems") ?? int.MaxValue);
        var prefix = schema.TryGetProperty("prefixItems", out var tuple) && tuple.ValueKind == JsonValueKind.Array ? tuple.GetArrayLength() : 0;
        var wanted = depth > DeepEnough ? least : Math.Max(prefix, 1 + random.Next(2));
        json.WriteStartArray();
        for (var i = 0; i < Math.Clamp(wanted, least, most); i++)
        {
            var items = schema.TryGetProperty("items", out var each) ? each : default;
            Write(json, i < prefix ? tuple[i] : items, $"{name} {i + 1}", depth + 1);
        }

        json.WriteEndArray();
    }

    private static JsonElement? Union(JsonElement schema)
    {
        // Beside properties a union only adds conditions, such as which of them go together.
        if (schema.TryGetProperty("properties", out _))
            return null;
        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(keyword, out var options) && options.ValueKind == JsonValueKind.Array && options.GetArrayLength() > 0)
                return options;
        }

        return null;
    }

    private JsonElement Pick(JsonElement options, int depth)
    {
        JsonElement[] all = [.. options.EnumerateArray().Select(o => SchemaReference.Resolve(root, o))];
        if (depth > DeepEnough)
            return all.MinBy(SchemaType.Weight);
        JsonElement[] some = [.. all.Where(o => SchemaType.Weight(o) > 0)];
        return some.Length > 0 ? some[random.Next(some.Length)] : all[0];
    }
}
