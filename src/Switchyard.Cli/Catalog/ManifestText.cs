using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchyard.Cli;

/// <summary>Writes manifests as people like to read them: what fits on a line stands on one.</summary>
internal static class ManifestText
{
    private const int Width = 120;

    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject manifest)
    {
        var text = new StringBuilder();
        Write(text, manifest, 0, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth, int column)
    {
        var line = depth == 0 || node is JsonArray { Count: > 0 } array && array[0] is JsonObject && depth < 2 ? null : InOneLine(node);
        if (line is not null && column + line.Length <= Width || node is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
        {
            text.Append(line ?? InOneLine(node));
            return;
        }

        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        var parts = node is JsonObject members ? members.Select(member => (Name: (string?)Quote(member.Key), member.Value)) : node.AsArray().Select(item => (Name: (string?)null, Value: item));
        text.Append(open);
        var separator = "\n";
        foreach (var (name, value) in parts)
        {
            text.Append(separator).Append(' ', 2 * (depth + 1));
            var start = 2 * (depth + 1);
            if (name is not null)
            {
                text.Append(name).Append(": ");
                start += name.Length + 2;
            }

            Write(text, value, depth + 1, start);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', 2 * depth).Append(close);
    }

    public static string InOneLine(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members => "{ " + string.Join(", ", members.Select(member => $"{Quote(member.Key)}: {InOneLine(member.Value)}")) + " }",
        JsonArray { Count: > 0 } items => "[" + string.Join(", ", items.Select(InOneLine)) + "]",
        null => "null",
        _ => node.ToJsonString(s_options),
    };

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString(s_options);
}
