using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads and checks the body of a chat request as strictly as the real endpoint does.</summary>
internal static class ChatRequestReader
{
    private const int TokensForReply = 3;

    public static SimulatedRequest Read(ReadOnlyMemory<byte> utf8, bool rejectUnknownParameters)
    {
        var body = JsonCheck.Root(utf8);
        if (JsonCheck.Optional(body, "model") is not { } model)
            throw new ApiException(new(400, "you must provide a model parameter"));
        var modelId = JsonCheck.String(model, "model");
        ScalarParameters.Check(body, rejectUnknownParameters);

        var messages = MessageReader.Read(body);
        var stream = JsonCheck.Optional(body, "stream") is { } s && JsonCheck.Boolean(s, "stream");
        var streamOptions = StreamOptions(body, stream);
        var format = ResponseFormat.Read(body);
        var tools = ToolReader.Read(body);
        return new SimulatedRequest
        {
            Model = modelId,
            Messages = messages.Messages,
            Body = body,
            IsStream = stream,
            MaxTokens = Limit(body, "max_completion_tokens") ?? Limit(body, "max_tokens"),
            Schema = format.Schema,
            SchemaName = format.Name,
            IsJsonObject = format.IsJsonObject,
            Tools = tools.Names,
            RequiredTool = tools.Required,
            MayCallTools = tools.MayCall,
            ToolParameters = tools.Parameters,
            HasImages = messages.HasImages,
            IncludeUsage = Flag(streamOptions, "include_usage", false),
            IncludeObfuscation = Flag(streamOptions, "include_obfuscation", true),
            Stop = Stop(body),
            InputTokens = TokensForReply + messages.Tokens + format.Tokens + tools.Tokens,
        };
    }

    private static JsonElement? StreamOptions(JsonElement body, bool stream)
    {
        if (JsonCheck.Optional(body, "stream_options") is not { } options)
            return null;
        JsonCheck.Object(options, "stream_options");
        return stream
            ? options
            : throw ApiException.InvalidValue("stream_options", "the parameter is only allowed when 'stream' is enabled.");
    }

    private static bool Flag(JsonElement? options, string name, bool otherwise) =>
        options is { } o && JsonCheck.Optional(o, name) is { } flag ? JsonCheck.Boolean(flag, $"stream_options.{name}") : otherwise;

    private static int? Limit(JsonElement body, string name) =>
        JsonCheck.Optional(body, name) is { } limit ? JsonCheck.Integer(limit, name, 1) : null;

    private static IReadOnlyList<string> Stop(JsonElement body)
    {
        if (JsonCheck.Optional(body, "stop") is not { } stop)
            return [];
        if (stop.ValueKind == JsonValueKind.String)
            return [JsonCheck.String(stop, "stop")];
        if (stop.ValueKind != JsonValueKind.Array)
            throw ApiException.InvalidType("stop", "one of a string or array of strings", JsonCheck.Describe(stop));
        if (stop.GetArrayLength() > 4)
            throw ApiException.InvalidValue("stop", "at most 4 sequences are allowed.");
        return [.. stop.EnumerateArray().Select((s, i) => JsonCheck.String(s, $"stop[{i}]"))];
    }
}
