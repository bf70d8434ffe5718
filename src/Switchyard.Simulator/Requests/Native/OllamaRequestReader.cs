using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads and checks the body of a chat or embed request. Like the real server, it passes over what it does not know.</summary>
internal static class OllamaRequestReader
{
    public static SimulatedRequest Read(ReadOnlyMemory<byte> utf8, bool rejectUnknownParameters)
    {
        var body = JsonCheck.Root(utf8);
        var model = JsonCheck.String(JsonCheck.Required(body, "model", "model"), "model");
        var content = new NativeContent();
        var messages = new List<SimulatedMessage>();
        foreach (var message in JsonCheck.Array(JsonCheck.Required(body, "messages", "messages"), "messages").EnumerateArray())
            messages.Add(Message(message, $"messages[{messages.Count}]", content));
        var tools = Tools(body);
        var format = JsonCheck.Optional(body, "format");
        var schema = format is { ValueKind: JsonValueKind.Object } shape ? shape : (JsonElement?)null;
        var options = JsonCheck.Optional(body, "options");
        return new SimulatedRequest
        {
            Model = model,
            Messages = messages,
            Body = body,

            // Streaming is what happens if nobody says otherwise.
            IsStream = JsonCheck.Optional(body, "stream") is not { } stream || JsonCheck.Boolean(stream, "stream"),
            MaxTokens = options is { } o && JsonCheck.Optional(o, "num_predict") is { } limit ? JsonCheck.Integer(limit, "options.num_predict", 1) : null,
            Schema = schema,
            IsJsonObject = format is { ValueKind: JsonValueKind.String },
            Tools = tools.Names,
            ToolParameters = tools.Parameters,
            MayCallTools = tools.Names.Count > 0,
            HasImages = content.Images > 0,
            InputTokens = content.Tokens + tools.Tokens + (schema is { } s ? SimulatedTokens.Count(s.GetRawText()) : 0),
        };
    }

    public static SimulatedRequest ReadEmbeddings(ReadOnlyMemory<byte> utf8, bool rejectUnknownParameters)
    {
        var body = JsonCheck.Root(utf8);
        var input = JsonCheck.Required(body, "input", "input");
        List<string> texts = input.ValueKind == JsonValueKind.Array
            ? [.. input.EnumerateArray().Select((one, index) => JsonCheck.String(one, $"input[{index}]"))]
            : [JsonCheck.String(input, "input")];
        return new SimulatedRequest
        {
            Model = JsonCheck.String(JsonCheck.Required(body, "model", "model"), "model"),
            Messages = [.. texts.Select(text => new SimulatedMessage("user", text))],
            Body = body,
            Embedding = new(texts, JsonCheck.Optional(body, "dimensions") is { } d ? JsonCheck.Integer(d, "dimensions", 1) : null, IsBase64: false),
            InputTokens = texts.Sum(text => SimulatedTokens.Count(text)),
        };
    }

    private static SimulatedMessage Message(JsonElement message, string path, NativeContent content)
    {
        JsonCheck.Object(message, path);
        var role = JsonCheck.OneOf(
            JsonCheck.Required(message, "role", $"{path}.role"), $"{path}.role", "system", "user", "assistant", "tool");
        if (JsonCheck.Optional(message, "images") is { } images)
        {
            foreach (var image in JsonCheck.Array(images, $"{path}.images").EnumerateArray())
            {
                JsonCheck.String(image, $"{path}.images");
                content.CountImage();
            }
        }

        if (JsonCheck.Optional(message, "tool_calls") is { } calls)
            content.CountJson(calls);
        return new(role, content.Count(JsonCheck.Optional(message, "content") is { } text ? JsonCheck.String(text, $"{path}.content") : ""));
    }

    private static NativeTools Tools(JsonElement body)
    {
        if (JsonCheck.Optional(body, "tools") is not { } tools)
            return new([], [], 0);
        var read = ToolReader.Read(body);
        return new(read.Names, read.Parameters, SimulatedTokens.Count(tools.GetRawText()));
    }
}
