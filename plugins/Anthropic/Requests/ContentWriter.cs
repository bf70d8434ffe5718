using System.Text;
using System.Text.Json;
using Switchyard.Sdk;

namespace Switchyard.Provider.Anthropic;

/// <summary>Writes the parts of a message as content blocks.</summary>
internal static class ContentWriter
{
    /// <summary>Writes one part, with the breakpoint it carries, if any.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="part">The part.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="mark">Adds a breakpoint; <see langword="null"/> for none.</param>
    public static void Write(Utf8JsonWriter json, in ChatPart part, string path, Action? mark = null)
    {
        json.WriteStartObject();
        switch (part.Kind)
        {
            case ChatPartKind.Text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, part.Text);
                break;
            case ChatPartKind.Image:
                json.WriteString("type"u8, "image"u8);
                WriteSource(json, part);
                break;
            case ChatPartKind.File:
                json.WriteString("type"u8, "document"u8);
                WriteSource(json, part);
                if (part.Name is { } name)
                    json.WriteString("title"u8, name);
                break;
            default:
                throw new TranslationException($"{path}: this provider hears no sound; send text, images or files.");
        }

        if (part.Json.Optional("cache_control") is { } cache)
        {
            json.WritePropertyName("cache_control"u8);
            cache.WriteTo(json);
        }

        mark?.Invoke();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, in ChatPart part)
    {
        json.WriteStartObject("source"u8);
        if (part.Url is { } url)
        {
            json.WriteString("type"u8, "url"u8);
            json.WriteString("url"u8, url);
        }
        else if (part is { Kind: ChatPartKind.File, MediaType: "text/plain" })
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("media_type"u8, part.MediaType);
            json.WriteString("data"u8, Encoding.UTF8.GetString(Convert.FromBase64String(part.Data!)));
        }
        else
        {
            json.WriteString("type"u8, "base64"u8);
            json.WriteString("media_type"u8, part.MediaType);
            json.WriteString("data"u8, part.Data);
        }

        json.WriteEndObject();
    }
}
