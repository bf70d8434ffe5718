using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads members of a request and refuses those of the wrong type, naming their path.</summary>
internal static class JsonCheck
{
    /// <summary>The body, which must be one JSON object.</summary>
    public static JsonElement Root(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var root = JsonElement.Parse(utf8.Span);
            return root.ValueKind == JsonValueKind.Object
                ? root
                : throw ApiException.InvalidType("body", "an object", Describe(root));
        }
        catch (JsonException e)
        {
            throw new ApiException(new(
                400, $"We could not parse the JSON body of your request (line {e.LineNumber + 1}, byte {e.BytePositionInLine}): it is not valid JSON."));
        }
    }

    /// <summary>The member, or <see langword="null"/> if it is absent or <c>null</c>, which mean the same for optional parameters.</summary>
    public static JsonElement? Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement Required(JsonElement parent, string name, string path) =>
        Optional(parent, name) ?? throw ApiException.Missing(path);

    public static string String(JsonElement value, string path)
    {
        Kind(value, JsonValueKind.String, "a string", path);
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape, or bytes that are not UTF-8.
            throw ApiException.InvalidValue(path, "the string is not valid Unicode.");
        }
    }

    public static string OneOf(JsonElement value, string path, params ReadOnlySpan<string> values)
    {
        var text = String(value, path);
        foreach (var allowed in values)
        {
            if (text == allowed)
                return text;
        }

        throw ApiException.InvalidValue(path, $"'{text}'. Supported values are: '{string.Join("', '", values!)}'.");
    }

    public static bool Boolean(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ApiException.InvalidType(path, "a boolean", Describe(value)),
    };

    public static int Integer(JsonElement value, string path, int least)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
            throw ApiException.InvalidType(path, "an integer", Describe(value));
        return number >= least
            ? number
            : throw ApiException.InvalidValue(path, $"expected a value >= {least}, but got {number} instead.");
    }

    public static void Number(JsonElement value, string path, double least, double most)
    {
        Kind(value, JsonValueKind.Number, "a number", path);
        if (value.GetDouble() is var number && (number < least || number > most))
            throw ApiException.InvalidValue(path, FormattableString.Invariant($"expected a value from {least} to {most}, but got {number} instead."));
    }

    public static JsonElement Object(JsonElement value, string path) => Kind(value, JsonValueKind.Object, "an object", path);

    public static JsonElement Array(JsonElement value, string path) => Kind(value, JsonValueKind.Array, "an array", path);

    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "an integer" : "a decimal number",
        JsonValueKind.String => "a string",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    private static JsonElement Kind(JsonElement value, JsonValueKind kind, string expected, string path) =>
        value.ValueKind == kind ? value : throw ApiException.InvalidType(path, expected, Describe(value));
}
