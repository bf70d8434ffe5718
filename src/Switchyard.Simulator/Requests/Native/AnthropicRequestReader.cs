using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads and checks the body of a messages request.</summary>
internal static class AnthropicRequestReader
{
    private const int TokensForReply = 3;

    // The create-a-message reference of Anthropic's API as of 2026.
    private static readonly string[] s_known =
    [
        "model", "messages", "max_tokens", "cache_control", "container", "context_management", "inference_geo", "mcp_servers", "metadata",
        "output_config", "service_tier", "stop_sequences", "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p",
    ];

    public static SimulatedRequest Read(ReadOnlyMemory<byte> utf8, bool rejectUnknownParameters)
    {
        var body = JsonCheck.Root(utf8);
        if (rejectUnknownParameters)
            RejectUnknown(body);
        var model = JsonCheck.String(JsonCheck.Required(body, "model", "model"), "model");
        var limit = JsonCheck.Integer(JsonCheck.Required(body, "max_tokens", "max_tokens"), "max_tokens", 1);
        if (JsonCheck.Optional(body, "temperature") is { } temperature)
            JsonCheck.Number(temperature, "temperature", 0, 1);

        var content = new NativeContent();
        var messages = new List<SimulatedMessage>();
        if (JsonCheck.Optional(body, "system") is { } system)
            messages.Add(new("system", content.Text(system, "system")));
        var number = 0;
        foreach (var message in JsonCheck.Array(JsonCheck.Required(body, "messages", "messages"), "messages").EnumerateArray())
            messages.Add(Message(message, $"messages.{number++}", content));
        if (number == 0)
            throw ApiException.InvalidValue("messages", "at least one message is required.");

        var tools = NativeTools.Read(JsonCheck.Optional(body, "tools"), "input_schema");
        var schema = JsonCheck.Optional(body, "output_config") is { } output && JsonCheck.Optional(output, "format") is { } format
            ? JsonCheck.Object(JsonCheck.Required(format, "schema", "output_config.format.schema"), "output_config.format.schema")
            : (JsonElement?)null;
        var (required, mayCall) = Choice(body, tools);
        return new SimulatedRequest
        {
            Model = model,
            Messages = messages,
            Body = body,
            IsStream = JsonCheck.Optional(body, "stream") is { } stream && JsonCheck.Boolean(stream, "stream"),
            MaxTokens = limit,
            Schema = schema,
            Tools = tools.Names,
            ToolParameters = tools.Parameters,
            RequiredTool = required,
            MayCallTools = mayCall,
            HasImages = content.Images > 0,
            Stop = JsonCheck.Optional(body, "stop_sequences") is { } stop
                ? [.. JsonCheck.Array(stop, "stop_sequences").EnumerateArray().Select((one, index) => JsonCheck.String(one, $"stop_sequences.{index}"))]
                : [],

            // Nothing is cached here that nobody asked to be.
            UsesCache = body.GetRawText().Contains("\"cache_control\"", StringComparison.Ordinal),
            InputTokens = TokensForReply + content.Tokens + tools.Tokens + (schema is { } shape ? SimulatedTokens.Count(shape.GetRawText()) : 0),
        };
    }

    private static void RejectUnknown(JsonElement body)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (!s_known.Contains(parameter.Name))
                throw new ApiException(new(400, $"{parameter.Name}: Extra inputs are not permitted"));
        }
    }

    private static SimulatedMessage Message(JsonElement message, string path, NativeContent content)
    {
        var role = JsonCheck.OneOf(JsonCheck.Required(JsonCheck.Object(message, path), "role", $"{path}.role"), $"{path}.role", "user", "assistant");
        return new(role, content.Text(JsonCheck.Required(message, "content", $"{path}.content"), $"{path}.content"));
    }

    private static (string? Required, bool MayCall) Choice(JsonElement body, NativeTools tools)
    {
        if (JsonCheck.Optional(body, "tool_choice") is not { } choice)
            return (null, tools.Names.Count > 0);
        var type = JsonCheck.OneOf(JsonCheck.Required(choice, "type", "tool_choice.type"), "tool_choice.type", "auto", "any", "tool", "none");
        return type switch
        {
            "any" => (tools.Names.FirstOrDefault(), true),
            "tool" => (JsonCheck.String(JsonCheck.Required(choice, "name", "tool_choice.name"), "tool_choice.name"), true),
            _ => (null, type == "auto"),
        };
    }
}
