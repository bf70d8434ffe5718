using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Reads a canonical message.</summary>
internal static class ChatMessageReader
{
    public static ChatMessage Read(JsonElement message)
    {
        var role = new ChatRole(message.GetProperty("role").GetString()!);
        var contents = new List<AIContent>();
        var hasContent = message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null;
        if (role == ChatRole.Tool)
            contents.Add(new FunctionResultContent(message.GetProperty("tool_call_id").GetString()!, hasContent ? ResultOf(content) : null));
        else if (hasContent && content.ValueKind == JsonValueKind.String)
            contents.Add(new TextContent(content.GetString()));
        else if (hasContent)
            contents.AddRange(content.EnumerateArray().Select(ReadPart));

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
            contents.AddRange(calls.EnumerateArray().Select(ReadCall));
        return new(role, contents) { AuthorName = Text(message, "name") };
    }

    private static string ResultOf(JsonElement content) =>
        content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : string.Concat(content.EnumerateArray().Select(part => Text(part, "text")));

    private static FunctionCallContent ReadCall(JsonElement call)
    {
        var function = call.GetProperty("function");
        return ChatJson.ReadCall(call.GetProperty("id").GetString()!, function.GetProperty("name").GetString()!, Text(function, "arguments") ?? "");
    }

    private static AIContent ReadPart(JsonElement part) => part.GetProperty("type").GetString() switch
    {
        "text" => new TextContent(part.GetProperty("text").GetString()),
        "image_url" => ReadImage(part.GetProperty("image_url")),
        "input_audio" => ReadSound(part.GetProperty("input_audio")),
        "file" => ReadFile(part.GetProperty("file")),
        var type => throw new NotSupportedException($"A part of type {type} has no counterpart in Microsoft.Extensions.AI."),
    };

    private static AIContent ReadImage(JsonElement image)
    {
        var url = image.GetProperty("url").GetString()!;
        AIContent content = url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? new DataContent(url) : new UriContent(url, "image/*");
        if (Text(image, "detail") is { } detail)
            content.AdditionalProperties = new() { ["detail"] = detail };
        return content;
    }

    private static DataContent ReadSound(JsonElement sound) =>
        new(Convert.FromBase64String(sound.GetProperty("data").GetString()!), Text(sound, "format") is "mp3" ? "audio/mpeg" : "audio/" + Text(sound, "format"));

    private static AIContent ReadFile(JsonElement file) =>
        Text(file, "file_id") is { } id ? new HostedFileContent(id)
        : Text(file, "file_url") is { } url ? new UriContent(url, "application/octet-stream")
        : new DataContent(file.GetProperty("file_data").GetString()!) { Name = Text(file, "filename") };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
