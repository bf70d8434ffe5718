using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>One part of a message's content, as the canonical form has it.</summary>
public readonly record struct ChatPart
{
    /// <summary>What it is.</summary>
    public ChatPartKind Kind { get; private init; }

    /// <summary>The part itself.</summary>
    public JsonElement Json { get; private init; }

    /// <summary>The text of a text part.</summary>
    public string Text { get; init; }

    /// <summary>The address of what is not sent along; <see langword="null"/> if it is.</summary>
    public string? Url { get; private init; }

    /// <summary>What is sent along, as base64; <see langword="null"/> if it has an address.</summary>
    public string? Data { get; private init; }

    /// <summary>The media type of <see cref="Data"/>, such as <c>image/png</c>.</summary>
    public string? MediaType { get; private init; }

    /// <summary>The name of a file, if it has one.</summary>
    public string? Name { get; private init; }

    /// <summary>Reads a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <returns>The part.</returns>
    /// <exception cref="TranslationException">It is of a kind that has no place on other wires, or is malformed.</exception>
    public static ChatPart Read(JsonElement part, string path)
    {
        var type = Required(part, "type", path);
        return type switch
        {
            "text" => new() { Json = part, Kind = ChatPartKind.Text, Text = Required(part, "text", path) },
            "refusal" => new() { Json = part, Kind = ChatPartKind.Text, Text = Required(part, "refusal", path) },
            "image_url" => Located(part, ChatPartKind.Image, Address(part.GetProperty("image_url"), path), path),
            "file" => File(part, part.GetProperty("file"), path),
            "input_audio" => Audio(part, part.GetProperty("input_audio"), path),
            _ => throw new TranslationException($"{path}.type: \"{type}\" cannot be sent to this provider; known are text, image_url, file, input_audio."),
        };
    }

    internal static ChatPart OfText(string text) => new() { Kind = ChatPartKind.Text, Text = text };

    private static ChatPart File(JsonElement part, JsonElement file, string path)
    {
        if (!file.TryGetProperty("file_data", out var data))
            throw new TranslationException($"{path}.file: a file by its id is known to one vendor only; send it along as file_data.");
        var name = file.TryGetProperty("filename", out var filename) ? filename.GetString() : null;
        return Located(part, ChatPartKind.File, data.GetString()!, path) with { Name = name };
    }

    private static ChatPart Audio(JsonElement part, JsonElement audio, string path) => new()
    {
        Json = part,
        Kind = ChatPartKind.Audio,
        Data = Required(audio, "data", path),
        MediaType = $"audio/{Required(audio, "format", path)}",
    };

    private static string Address(JsonElement image, string path) =>
        image.ValueKind == JsonValueKind.String ? image.GetString()! : Required(image, "url", $"{path}.image_url");

    private static ChatPart Located(JsonElement part, ChatPartKind kind, string address, string path)
    {
        if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return new() { Json = part, Kind = kind, Url = address };

        const string Marker = ";base64,";
        var marker = address.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        return marker < 0
            ? throw new TranslationException($"{path}: a data URL must be base64: data:image/png;base64,…")
            : new() { Json = part, Kind = kind, MediaType = address[5..marker], Data = address[(marker + Marker.Length)..] };
    }

    private static string Required(JsonElement parent, string name, string path) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw new TranslationException($"{path}.{name}: this must be a string.");
}
