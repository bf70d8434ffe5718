using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>.</summary>
internal static class ToolReader
{
    public readonly record struct Result(IReadOnlyList<string> Names, string? Required, bool MayCall, IReadOnlyList<JsonElement?> Parameters, int Tokens);

    public static Result Read(JsonElement body)
    {
        var choice = JsonCheck.Optional(body, "tool_choice");
        if (JsonCheck.Optional(body, "tools") is not { } tools)
        {
            return choice is null
                ? new([], null, false, [], 0)
                : throw ApiException.InvalidValue("tool_choice", "the parameter is only allowed when 'tools' are specified.");
        }

        var names = new List<string>();
        var parameters = new List<JsonElement?>();
        foreach (var tool in JsonCheck.Array(tools, "tools").EnumerateArray())
        {
            var path = $"tools[{names.Count}]";
            JsonCheck.Object(tool, path);
            JsonCheck.OneOf(JsonCheck.Required(tool, "type", $"{path}.type"), $"{path}.type", "function");
            var function = JsonCheck.Object(JsonCheck.Required(tool, "function", $"{path}.function"), $"{path}.function");
            names.Add(JsonCheck.String(JsonCheck.Required(function, "name", $"{path}.function.name"), $"{path}.function.name"));
            var schema = JsonCheck.Optional(function, "parameters");
            if (schema is { } s && JsonCheck.Optional(function, "strict") is { } strict && JsonCheck.Boolean(strict, $"{path}.function.strict"))
                StrictSchema.Check(s, $"{path}.function.parameters", names[^1]);
            parameters.Add(schema);
        }

        var index = Chosen(choice, names);
        var mayCall = choice is not { ValueKind: JsonValueKind.String } word || !word.ValueEquals("none");
        return new(names, index < 0 ? null : names[index], mayCall, parameters, SimulatedTokens.Count(tools.GetRawText()));
    }

    private static int Chosen(JsonElement? choice, List<string> names)
    {
        if (choice is not { } value)
            return -1;
        if (value.ValueKind == JsonValueKind.String)
            return JsonCheck.OneOf(value, "tool_choice", "none", "auto", "required") == "required" && names.Count > 0 ? 0 : -1;

        JsonCheck.Object(value, "tool_choice");
        var function = JsonCheck.Object(JsonCheck.Required(value, "function", "tool_choice.function"), "tool_choice.function");
        var name = JsonCheck.String(JsonCheck.Required(function, "name", "tool_choice.function.name"), "tool_choice.function.name");
        var index = names.IndexOf(name);
        return index >= 0 ? index : throw ApiException.InvalidValue("tool_choice", $"the function '{name}' is not among the 'tools'.");
    }
}
