using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>What <c>response_format</c> asks for.</summary>
internal readonly record struct ResponseFormat(bool IsJsonObject, JsonElement? Schema, string? Name, int Tokens)
{
    private const string Path = "response_format";

    public static ResponseFormat Read(JsonElement body)
    {
        if (JsonCheck.Optional(body, Path) is not { } format)
            return default;
        JsonCheck.Object(format, Path);
        switch (JsonCheck.OneOf(JsonCheck.Required(format, "type", $"{Path}.type"), $"{Path}.type", "json_object", "json_schema", "text"))
        {
            case "text":
                return default;
            case "json_object":
                RequireTheWord(body);
                return new(true, null, null, 0);
        }

        const string SchemaPath = $"{Path}.json_schema";
        var wrapper = JsonCheck.Object(JsonCheck.Required(format, "json_schema", SchemaPath), SchemaPath);
        var name = JsonCheck.String(JsonCheck.Required(wrapper, "name", $"{SchemaPath}.name"), $"{SchemaPath}.name");
        if (name.Length is 0 or > 64 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
            throw ApiException.InvalidValue($"{SchemaPath}.name", "expected 1 to 64 characters of a-z, A-Z, 0-9, '_' and '-'.");
        var schema = JsonCheck.Object(JsonCheck.Required(wrapper, "schema", $"{SchemaPath}.schema"), $"{SchemaPath}.schema");
        if (JsonCheck.Optional(wrapper, "strict") is { } strict && JsonCheck.Boolean(strict, $"{SchemaPath}.strict"))
            StrictSchema.Check(schema, Path, name);
        return new(false, schema, name, SimulatedTokens.Count(schema.GetRawText()));
    }

    // The real endpoint insists on it, because a model that is not told of JSON may write blanks until the limit.
    private static void RequireTheWord(JsonElement body)
    {
        if (JsonCheck.Optional(body, "messages") is { } messages && !messages.GetRawText().Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(new(
                400,
                "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
                Param: "messages"));
        }
    }
}
