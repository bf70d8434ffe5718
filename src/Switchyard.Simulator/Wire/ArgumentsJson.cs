using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>A tool call's arguments on wires that have them as an object.</summary>
internal static class ArgumentsJson
{
    /// <summary>Writes the arguments; what a script or a token limit left as no JSON becomes an object that says so.</summary>
    public static void Write(Utf8JsonWriter json, string arguments)
    {
        try
        {
            JsonElement.Parse(arguments).WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStartObject();
            json.WriteString("malformed"u8, arguments);
            json.WriteEndObject();
        }
    }
}
