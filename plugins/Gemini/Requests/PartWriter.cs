using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Gemini;

/// <summary>Writes the parts of a message.</summary>
internal static class PartWriter
{
    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, in ChatPart part)
    {
        if (part.Kind == ChatPartKind.Text)
        {
            WriteText(json, part.Text);
            return;
        }

        json.WriteStartObject();
        if (part.Url is { } url)
        {
            json.WriteStartObject("fileData"u8);
            if (MediaType(url) is { } type)
                json.WriteString("mimeType"u8, type);
            json.WriteString("fileUri"u8, url);
        }
        else
        {
            json.WriteStartObject("inlineData"u8);
            json.WriteString("mimeType"u8, part.MediaType);
            json.WriteString("data"u8, part.Data);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The canonical form does not say what lies behind an address; its ending usually does.
    private static string? MediaType(string url)
    {
        var path = url.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        return path[(path.LastIndexOf('.') + 1)..] switch
        {
            "png" => "image/png",
            "jpg" or "jpeg" => "image/jpeg",
            "webp" => "image/webp",
            "gif" => "image/gif",
            "pdf" => "application/pdf",
            _ => null,
        };
    }
}
