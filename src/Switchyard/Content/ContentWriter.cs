using System.Buffers.Text;

namespace Switchyard;

/// <summary>Writes content parts of a message, in place: a picture of megabytes is not copied about.</summary>
internal static class ContentWriter
{
    public static void Write(Utf8Buffer body, ImageContent image)
    {
        body.Write("{\"type\":\"image_url\",\"image_url\":{\"url\":\""u8);
        WriteAddress(body, image.Address, image.MediaType, image.Data.Span);
        body.Write("\"}}"u8);
    }

    public static void Write(Utf8Buffer body, FileContent file)
    {
        body.Write("{\"type\":\"file\",\"file\":{"u8);
        if (file.Name is { } name)
        {
            body.Write("\"filename\":\""u8);
            JsonText.Write(body, name);
            body.Write("\","u8);
        }

        body.Write(file.Address is null ? "\"file_data\":\""u8 : "\"file_url\":\""u8);
        WriteAddress(body, file.Address, file.MediaType, file.Data.Span);
        body.Write("\"}}"u8);
    }

    private static void WriteAddress(Utf8Buffer body, Uri? address, string? mediaType, ReadOnlySpan<byte> data)
    {
        if (address is not null)
        {
            JsonText.Write(body, address.OriginalString);
            return;
        }

        body.Write("data:"u8);
        JsonText.Write(body, mediaType);
        body.Write(";base64,"u8);
        Base64.EncodeToUtf8(data, body.GetSpan(Base64.GetMaxEncodedToUtf8Length(data.Length)), out _, out var written);
        body.Advance(written);
    }
}
