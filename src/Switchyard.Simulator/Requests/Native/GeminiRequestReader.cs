using System.Text;
using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads and checks the body of a generateContent or batchEmbedContents request; the model stands in the address.</summary>
internal static class GeminiRequestReader
{
    private static readonly string[] s_known =
        ["contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "safetySettings", "cachedContent", "serviceTier", "store"];

    public static SimulatedRequest Read(string model, ReadOnlyMemory<byte> utf8, bool isStream, bool rejectUnknownParameters)
    {
        var body = JsonCheck.Root(utf8);
        if (rejectUnknownParameters)
            RejectUnknown(body);
        var content = new NativeContent();
        var messages = new List<SimulatedMessage>();
        if (JsonCheck.Optional(body, "systemInstruction") is { } system)
            messages.Add(new("system", content.Count(Parts(system, "system_instruction", content))));
        var number = 0;
        foreach (var entry in JsonCheck.Array(JsonCheck.Required(body, "contents", "contents"), "contents").EnumerateArray())
        {
            var path = $"contents[{number++}]";
            var role = JsonCheck.Optional(entry, "role") is { } name ? JsonCheck.OneOf(name, $"{path}.role", "user", "model") : "user";
            messages.Add(new(role == "model" ? "assistant" : "user", content.Count(Parts(entry, path, content))));
        }

        if (number == 0)
            throw ApiException.InvalidValue("contents", "contents are not specified.");
        var declared = Declarations(body);
        var tools = NativeTools.Read(declared, "parametersJsonSchema");
        var (required, mayCall) = Choice(body, tools);
        var configuration = JsonCheck.Optional(body, "generationConfig") ?? default;
        var schema = Option(configuration, "responseJsonSchema");
        return new SimulatedRequest
        {
            Model = model,
            Messages = messages,
            Body = body,
            IsStream = isStream,
            MaxTokens = Option(configuration, "maxOutputTokens") is { } limit ? JsonCheck.Integer(limit, "generation_config.max_output_tokens", 1) : null,
            Schema = schema,
            IsJsonObject = schema is null && Option(configuration, "responseMimeType") is { } type && type.ValueEquals("application/json"u8),
            Tools = tools.Names,
            ToolParameters = tools.Parameters,
            RequiredTool = required,
            MayCallTools = mayCall,
            HasImages = content.Images > 0,
            Stop = Option(configuration, "stopSequences") is { } stop ? [.. stop.EnumerateArray().Select(one => JsonCheck.String(one, "stop_sequences"))] : [],
            InputTokens = content.Tokens + tools.Tokens + (schema is { } shape ? SimulatedTokens.Count(shape.GetRawText()) : 0),
        };
    }

    public static SimulatedRequest ReadEmbeddings(string model, ReadOnlyMemory<byte> utf8)
    {
        var body = JsonCheck.Root(utf8);
        var content = new NativeContent();
        var texts = new List<string>();
        int? dimensions = null;
        foreach (var request in JsonCheck.Array(JsonCheck.Required(body, "requests", "requests"), "requests").EnumerateArray())
        {
            var path = $"requests[{texts.Count}]";
            texts.Add(Parts(JsonCheck.Required(request, "content", $"{path}.content"), $"{path}.content", content));
            if (JsonCheck.Optional(request, "outputDimensionality") is { } length)
                dimensions = JsonCheck.Integer(length, $"{path}.output_dimensionality", 1);
        }

        if (texts.Count == 0)
            throw ApiException.InvalidValue("requests", "at least one is required.");
        return new SimulatedRequest
        {
            Model = model,
            Messages = [.. texts.Select(text => new SimulatedMessage("user", text))],
            Body = body,
            Embedding = new(texts, dimensions, IsBase64: false),
            InputTokens = texts.Sum(text => SimulatedTokens.Count(text)),
        };
    }

    private static void RejectUnknown(JsonElement body)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (!s_known.Contains(parameter.Name))
            {
                throw new ApiException(new(
                    400, $"Invalid JSON payload received. Unknown name \"{parameter.Name}\": Cannot find field."));
            }
        }
    }

    private static string Parts(JsonElement holder, string path, NativeContent content)
    {
        var text = new StringBuilder();
        foreach (var part in JsonCheck.Array(JsonCheck.Required(holder, "parts", $"{path}.parts"), $"{path}.parts").EnumerateArray())
        {
            if (JsonCheck.Optional(part, "text") is { } piece)
                text.Append(JsonCheck.String(piece, $"{path}.parts.text"));
            else if (JsonCheck.Optional(part, "inlineData") is not null || JsonCheck.Optional(part, "fileData") is not null)
                content.CountImage();
            else if ((JsonCheck.Optional(part, "functionCall") ?? JsonCheck.Optional(part, "functionResponse")) is { } function)
                Function(function, path, content, text);
            else
                throw ApiException.InvalidValue($"{path}.parts", "required oneof field 'data' must have one initialized field");
        }

        return text.ToString();
    }

    private static void Function(JsonElement function, string path, NativeContent content, StringBuilder text)
    {
        JsonCheck.String(JsonCheck.Required(function, "name", $"{path}.parts.function.name"), $"{path}.parts.function.name");
        content.CountJson(function);
        if (JsonCheck.Optional(function, "response") is { } response)
            text.Append(JsonCheck.Object(response, $"{path}.parts.function_response.response").GetRawText());
    }

    private static JsonElement? Declarations(JsonElement body)
    {
        if (JsonCheck.Optional(body, "tools") is not { } tools)
            return null;
        foreach (var tool in JsonCheck.Array(tools, "tools").EnumerateArray())
        {
            if (JsonCheck.Optional(tool, "functionDeclarations") is { } declarations)
                return declarations;
        }

        return null;
    }

    private static (string? Required, bool MayCall) Choice(JsonElement body, NativeTools tools)
    {
        if (JsonCheck.Optional(body, "toolConfig") is not { } config || JsonCheck.Optional(config, "functionCallingConfig") is not { } calling)
            return (null, tools.Names.Count > 0);
        var mode = JsonCheck.Optional(calling, "mode") is { } name ? JsonCheck.OneOf(name, "mode", "AUTO", "ANY", "NONE", "VALIDATED") : "AUTO";
        var allowed = JsonCheck.Optional(calling, "allowedFunctionNames") is { } names ? names.EnumerateArray().FirstOrDefault().GetString() : null;
        return (mode == "ANY" ? allowed ?? tools.Names.FirstOrDefault() : null, mode != "NONE" && tools.Names.Count > 0);
    }

    private static JsonElement? Option(JsonElement configuration, string name) =>
        configuration.ValueKind == JsonValueKind.Object ? JsonCheck.Optional(configuration, name) : null;
}
