using System.Text;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads <c>messages</c>.</summary>
internal static class MessageReader
{
    private const int TokensPerMessage = 4;
    private const int TokensPerImage = 85;

    public readonly record struct Result(IReadOnlyList<SimulatedMessage> Messages, int Tokens, bool HasImages);

    public static Result Read(JsonElement body)
    {
        var array = JsonCheck.Array(JsonCheck.Required(body, "messages", "messages"), "messages");
        if (array.GetArrayLength() == 0)
        {
            throw new ApiException(new(
                400,
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
                Param: "messages",
                Code: "empty_array"));
        }

        var messages = new List<SimulatedMessage>(array.GetArrayLength());
        var tokens = 0;
        var images = 0;
        foreach (var element in array.EnumerateArray())
        {
            var message = ReadOne(element, $"messages[{messages.Count}]", ref images, ref tokens);
            tokens += TokensPerMessage + SimulatedTokens.Count(message.Text);
            messages.Add(message);
        }

        return new(messages, tokens + (images * TokensPerImage), images > 0);
    }

    private static SimulatedMessage ReadOne(JsonElement message, string path, ref int images, ref int tokens)
    {
        JsonCheck.Object(message, path);
        var role = JsonCheck.OneOf(
            JsonCheck.Required(message, "role", $"{path}.role"), $"{path}.role", "system", "developer", "user", "assistant", "tool", "function");
        if (role == "tool")
            JsonCheck.String(JsonCheck.Required(message, "tool_call_id", $"{path}.tool_call_id"), $"{path}.tool_call_id");
        var calls = JsonCheck.Optional(message, "tool_calls");
        if (calls is { } toolCalls)
            tokens += SimulatedTokens.Count(JsonCheck.Array(toolCalls, $"{path}.tool_calls").GetRawText());

        // Only an assistant message may be without content: one that calls tools, or that refused.
        var content = JsonCheck.Optional(message, "content");
        if (content is null && (role != "assistant" || (calls is null && JsonCheck.Optional(message, "refusal") is null)))
            throw ApiException.InvalidType($"{path}.content", "one of a string or array of objects", "null");
        return new(role, content is { } c ? Text(c, $"{path}.content", ref images) : "");
    }

    private static string Text(JsonElement content, string path, ref int images)
    {
        if (content.ValueKind == JsonValueKind.String)
            return JsonCheck.String(content, path);
        if (content.ValueKind != JsonValueKind.Array)
            throw ApiException.InvalidType(path, "one of a string or array of objects", JsonCheck.Describe(content));

        var text = new StringBuilder();
        var index = 0;
        foreach (var part in content.EnumerateArray())
        {
            var partPath = $"{path}[{index++}]";
            JsonCheck.Object(part, partPath);
            switch (JsonCheck.OneOf(
                JsonCheck.Required(part, "type", $"{partPath}.type"), $"{partPath}.type", "text", "image_url", "input_audio", "refusal", "file"))
            {
                case "text":
                    text.Append(JsonCheck.String(JsonCheck.Required(part, "text", $"{partPath}.text"), $"{partPath}.text"));
                    break;
                case "image_url":
                    var image = JsonCheck.Object(JsonCheck.Required(part, "image_url", $"{partPath}.image_url"), $"{partPath}.image_url");
                    JsonCheck.String(JsonCheck.Required(image, "url", $"{partPath}.image_url.url"), $"{partPath}.image_url.url");
                    images++;
                    break;
            }
        }

        return text.ToString();
    }
}
