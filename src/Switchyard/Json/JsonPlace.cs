using System.Text;
using System.Text.Json;

namespace Switchyard;

/// <summary>Says where in a JSON text a token stands. Only looked for when something is wrong there, so that reading what fits costs nothing.</summary>
internal static class JsonPlace
{
    /// <summary>The path of a token, such as <c>items[2].name</c>; empty for the whole.</summary>
    /// <param name="json">The text, well-formed up to there.</param>
    /// <param name="position">Where the token starts.</param>
    public static string Of(ReadOnlySpan<byte> json, long position)
    {
        var steps = new List<Step>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read() && reader.TokenStartIndex < position)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    steps[^1] = steps[^1] with { Name = reader.GetString() };
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    steps.RemoveAt(steps.Count - 1);
                    break;
                default:
                    CountItem(steps);
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        steps.Add(new(reader.TokenType == JsonTokenType.StartArray, -1, null));
                    break;
            }
        }

        // The end of an object or list stands for the whole of it.
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            steps.RemoveAt(steps.Count - 1);
        else
            CountItem(steps);
        return Write(steps);
    }

    private static void CountItem(List<Step> steps)
    {
        if (steps is [.., { IsList: true } list])
            steps[^1] = list with { Index = list.Index + 1 };
    }

    private static string Write(List<Step> steps)
    {
        var path = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.IsList)
                path.Append('[').Append(step.Index).Append(']');
            else if (step.Name is not null)
                path.Append(path.Length == 0 ? "" : ".").Append(step.Name);
        }

        return path.ToString();
    }

    private readonly record struct Step(bool IsList, int Index, string? Name);
}
