using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>Writes the parts of a message: text, pictures, sound and files.</summary>
internal static class ChatPartWriter
{
    /// <summary>Writes one part.</summary>
    /// <returns>What a model must be able to do to read it.</returns>
    public static Capabilities Write(Utf8JsonWriter json, AIContent part)
    {
        json.WriteStartObject();
        var needs = part switch
        {
            TextContent text => Text(json, text.Text),
            DataContent image when image.HasTopLevelMediaType("image") => Image(json, image.Uri, image),
            UriContent image when image.HasTopLevelMediaType("image") => Image(json, image.Uri.OriginalString, image),
            DataContent sound when sound.HasTopLevelMediaType("audio") => Sound(json, sound),
            DataContent file => File(json, "file_data"u8, file.Uri, file.Name),
            UriContent file => File(json, "file_url"u8, file.Uri.OriginalString, null),
            HostedFileContent file => File(json, "file_id"u8, file.FileId, null),
            _ => throw new NotSupportedException($"A message holds {part.GetType().Name}, which has no place in a chat request; leave it out."),
        };
        json.WriteEndObject();
        return needs;
    }

    private static Capabilities Text(Utf8JsonWriter json, string text)
    {
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        return Capabilities.None;
    }

    private static Capabilities Image(Utf8JsonWriter json, string uri, AIContent image)
    {
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, uri);
        if (image.AdditionalProperties is { } properties && properties.TryGetValue("detail", out var detail) && detail is not null)
            json.WriteString("detail"u8, detail.ToString());
        json.WriteEndObject();
        return Capabilities.Images;
    }

    // There is no capability for sound yet: a model that cannot hear answers with 400, which ends the call and says so.
    private static Capabilities Sound(Utf8JsonWriter json, DataContent sound)
    {
        json.WriteString("type"u8, "input_audio"u8);
        json.WriteStartObject("input_audio"u8);
        json.WriteString("data"u8, sound.Base64Data.Span);
        json.WriteString("format"u8, sound.MediaType is "audio/mpeg" or "audio/mp3" ? "mp3" : sound.MediaType["audio/".Length..]);
        json.WriteEndObject();
        return Capabilities.None;
    }

    private static Capabilities File(Utf8JsonWriter json, ReadOnlySpan<byte> member, string value, string? name)
    {
        json.WriteString("type"u8, "file"u8);
        json.WriteStartObject("file"u8);
        if (name is not null)
            json.WriteString("filename"u8, name);
        json.WriteString(member, value);
        json.WriteEndObject();
        return Capabilities.Files;
    }
}
