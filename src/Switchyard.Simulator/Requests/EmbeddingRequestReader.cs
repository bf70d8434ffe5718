using System.Text.Json;

namespace Switchyard.Simulator;

/// <summary>Reads and checks the body of an embeddings request as strictly as the real endpoint does.</summary>
internal static class EmbeddingRequestReader
{
    private const int MostInputs = 2048;

    private static readonly string[] s_known = ["model", "input", "encoding_format", "dimensions", "user"];

    public static SimulatedRequest Read(ReadOnlyMemory<byte> utf8, bool rejectUnknownParameters)
    {
        var body = JsonCheck.Root(utf8);
        if (JsonCheck.Optional(body, "model") is not { } model)
            throw new ApiException(new(400, "you must provide a model parameter"));
        var modelId = JsonCheck.String(model, "model");
        if (rejectUnknownParameters)
            RejectUnknown(body);

        var tokens = 0;
        var texts = Inputs(JsonCheck.Required(body, "input", "input"), ref tokens);
        var format = JsonCheck.Optional(body, "encoding_format") is { } f ? JsonCheck.OneOf(f, "encoding_format", "float", "base64") : "float";
        return new SimulatedRequest
        {
            Model = modelId,
            Messages = [.. texts.Select(text => new SimulatedMessage("user", text))],
            Body = body,
            Embedding = new(texts, JsonCheck.Optional(body, "dimensions") is { } d ? JsonCheck.Integer(d, "dimensions", 1) : null, format == "base64"),
            InputTokens = tokens,
        };
    }

    private static void RejectUnknown(JsonElement body)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (!s_known.Contains(parameter.Name))
                throw new ApiException(new(400, $"Unknown parameter: '{parameter.Name}'.", Param: parameter.Name, Code: "unknown_parameter"));
        }
    }

    private static List<string> Inputs(JsonElement input, ref int tokens)
    {
        if (input.ValueKind == JsonValueKind.String || IsNumbers(input))
            return [One(input, "input", ref tokens)];
        if (input.ValueKind != JsonValueKind.Array)
            throw ApiException.InvalidType("input", "one of a string or array", JsonCheck.Describe(input));
        if (input.GetArrayLength() is 0 or > MostInputs)
            throw ApiException.InvalidValue("input", $"expected 1 to {MostInputs} inputs, but got {input.GetArrayLength()} instead.");

        var texts = new List<string>(input.GetArrayLength());
        foreach (var element in input.EnumerateArray())
            texts.Add(One(element, $"input[{texts.Count}]", ref tokens));
        return texts;
    }

    private static string One(JsonElement input, string path, ref int tokens)
    {
        if (IsNumbers(input))
        {
            tokens += input.GetArrayLength();
            return input.GetRawText();
        }

        var text = JsonCheck.String(input, path);
        if (text.Length == 0)
            throw ApiException.InvalidValue(path, "an empty string cannot be embedded.");
        tokens += SimulatedTokens.Count(text);
        return text;
    }

    private static bool IsNumbers(JsonElement input) =>
        input.ValueKind == JsonValueKind.Array && input.GetArrayLength() > 0 && input.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number);
}
