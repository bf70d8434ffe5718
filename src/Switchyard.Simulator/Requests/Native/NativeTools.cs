using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>The tools of a request on a wire that is not OpenAI's.</summary>
internal sealed record NativeTools(IReadOnlyList<string> Names, IReadOnlyList<JsonElement?> Parameters, int Tokens)
{
    /// <summary>Reads an array of objects with a name and a schema.</summary>
    public static NativeTools Read(JsonElement? tools, string schemaName)
    {
        var names = new List<string>();
        var parameters = new List<JsonElement?>();
        if (tools is not { } list)
            return new(names, parameters, 0);
        foreach (var tool in JsonCheck.Array(list, "tools").EnumerateArray())
        {
            var path = $"tools.{names.Count}";
            names.Add(JsonCheck.String(JsonCheck.Required(JsonCheck.Object(tool, path), "name", $"{path}.name"), $"{path}.name"));
            parameters.Add(JsonCheck.Optional(tool, schemaName));
        }

        return new(names, parameters, SimulatedTokens.Count(list.GetRawText()));
    }
}
