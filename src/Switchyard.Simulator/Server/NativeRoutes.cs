using Microsoft.AspNetCore.Http;

namespace Switchyard.Simulator;

/// <summary>Finds the wire by the address: each vendor has its own.</summary>
internal static class NativeRoutes
{
    private const string GeminiModels = "/v1beta/models/";

    private static readonly NativeRoute s_messages = new(AnthropicWire.Instance, "POST", AnthropicRequestReader.Read);
    private static readonly NativeRoute s_chat = new(OllamaWire.Instance, "POST", OllamaRequestReader.Read);
    private static readonly NativeRoute s_embed = new(OllamaWire.Instance, "POST", OllamaRequestReader.ReadEmbeddings);
    private static readonly NativeRoute s_tags = new(OllamaWire.Instance, "GET", null, OllamaJson.WriteTags);

    /// <summary>The route of an address; <see langword="null"/> if it belongs to the OpenAI wire, or to none.</summary>
    public static NativeRoute? Find(HttpRequest request) => request.Path.Value switch
    {
        "/v1/messages" => s_messages,
        "/api/chat" => s_chat,
        "/api/embed" => s_embed,
        "/api/tags" => s_tags,
        { } path when path.StartsWith(GeminiModels, StringComparison.Ordinal) => Gemini(path[GeminiModels.Length..], request),
        _ => null,
    };

    private static NativeRoute Gemini(string resource, HttpRequest request)
    {
        var colon = resource.LastIndexOf(':');
        var (model, method) = colon < 0 ? (resource, "") : (resource[..colon], resource[(colon + 1)..]);
        var isEvents = request.Query["alt"] == "sse";
        return new(GeminiWire.Instance, "POST", (body, rejectUnknown) => method switch
        {
            "generateContent" => GeminiRequestReader.Read(model, body, isStream: false, rejectUnknown),

            // Without alt=sse the real endpoint streams one JSON array, which no client here asks for.
            "streamGenerateContent" when isEvents => GeminiRequestReader.Read(model, body, isStream: true, rejectUnknown),
            "streamGenerateContent" => throw new ApiException(new(400, "This server streams events only; add ?alt=sse.")),
            "batchEmbedContents" => GeminiRequestReader.ReadEmbeddings(model, body),
            _ => throw new ApiException(new(404, $"Method '{method}' is not found.")),
        });
    }
}
