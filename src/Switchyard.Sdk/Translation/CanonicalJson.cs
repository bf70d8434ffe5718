using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>What reading canonical requests takes again and again.</summary>
public static class CanonicalJson
{
    /// <summary>A member that is there and not <c>null</c>.</summary>
    /// <param name="parent">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The member, or <see langword="null"/>.</returns>
    public static JsonElement? Optional(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>The messages of a chat.</summary>
    /// <param name="body">The canonical request.</param>
    /// <returns>The messages in order.</returns>
    /// <exception cref="TranslationException">There is no array of messages.</exception>
    public static IReadOnlyList<JsonElement> Messages(JsonElement body) =>
        body.Optional("messages") is { ValueKind: JsonValueKind.Array } messages
            ? [.. messages.EnumerateArray()]
            : throw new TranslationException("messages: the request must have an array of them.");

    /// <summary>A message's role.</summary>
    /// <param name="message">The message.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <returns><c>system</c> (also for <c>developer</c>), <c>user</c>, <c>assistant</c> or <c>tool</c>.</returns>
    /// <exception cref="TranslationException">It is another.</exception>
    public static string Role(JsonElement message, string path)
    {
        var role = message.Optional("role") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;
        return role switch
        {
            "system" or "developer" => "system",
            "user" or "assistant" or "tool" => role,
            _ => throw new TranslationException($"{path}.role: this must be system, developer, user, assistant or tool."),
        };
    }

    /// <summary>The parts of a message's content; a text alone is one part. Empty texts are left out: most vendors refuse them.</summary>
    /// <param name="message">The message.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <returns>The parts in order; none if there is no content.</returns>
    /// <exception cref="TranslationException">The content is malformed.</exception>
    public static IEnumerable<ChatPart> Parts(JsonElement message, string path)
    {
        if (message.Optional("content") is not { } content)
            yield break;
        if (content.ValueKind == JsonValueKind.String)
        {
            if (content.GetString() is { Length: > 0 } text)
                yield return ChatPart.OfText(text);
            yield break;
        }

        if (content.ValueKind != JsonValueKind.Array)
            throw new TranslationException($"{path}.content: this must be a string or an array of parts.");
        var index = 0;
        foreach (var element in content.EnumerateArray())
        {
            var part = ChatPart.Read(element, $"{path}.content[{index++}]");
            if (part.Kind != ChatPartKind.Text || part.Text.Length > 0)
                yield return part;
        }
    }

    /// <summary>The text of a message's content.</summary>
    /// <param name="message">The message.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <returns>The text parts joined.</returns>
    /// <exception cref="TranslationException">It holds something else than text.</exception>
    public static string Text(JsonElement message, string path) => string.Concat(Parts(message, path).Select(part =>
        part.Kind == ChatPartKind.Text ? part.Text : throw new TranslationException($"{path}.content: this message may hold text only.")));

    /// <summary>The arguments of a tool call, which the canonical form holds as text and other wires as an object.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <returns>JSON text of one object.</returns>
    /// <exception cref="TranslationException">They are no JSON object.</exception>
    public static string Arguments(JsonElement call, string path)
    {
        var text = call.Optional("function")?.Optional("arguments") is { ValueKind: JsonValueKind.String } arguments ? arguments.GetString()! : "";
        if (string.IsNullOrWhiteSpace(text))
            return "{}";
        return JsonSlice.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var json) && json.IsObject
            ? text
            : throw new TranslationException($"{path}.function.arguments: this must be the text of a JSON object.");
    }

    /// <summary>The limit for the answer.</summary>
    /// <param name="body">The canonical request.</param>
    /// <returns><c>max_completion_tokens</c> or <c>max_tokens</c>; <see langword="null"/> for none.</returns>
    public static int? MaxTokens(JsonElement body) =>
        (body.Optional("max_completion_tokens") ?? body.Optional("max_tokens")) is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : null;

    /// <summary>The stop sequences.</summary>
    /// <param name="body">The canonical request.</param>
    /// <returns>The sequences; none if it has none.</returns>
    public static IReadOnlyList<string> Stop(JsonElement body) => body.Optional("stop") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(one => one.GetString()!)],
        _ => [],
    };

    /// <summary>The schema that the answer must fit.</summary>
    /// <param name="body">The canonical request.</param>
    /// <returns>The schema; <see langword="null"/> if none is asked for.</returns>
    public static JsonElement? Schema(JsonElement body) =>
        body.Optional("response_format") is { } format && format.Optional("type") is { } type && type.ValueEquals("json_schema"u8)
            ? format.Optional("json_schema")?.Optional("schema")
            : null;

    /// <summary>Whether any JSON object is asked for, without a schema.</summary>
    /// <param name="body">The canonical request.</param>
    /// <returns>Whether it is.</returns>
    public static bool AsksForJson(JsonElement body) =>
        body.Optional("response_format")?.Optional("type") is { } type && type.ValueEquals("json_object"u8);

    /// <summary>The texts of an embeddings request.</summary>
    /// <param name="body">The canonical request.</param>
    /// <returns>The texts in order.</returns>
    /// <exception cref="TranslationException">The input is no text, such as token numbers, which mean something to one vendor only.</exception>
    public static IReadOnlyList<string> Inputs(JsonElement body) => body.Optional("input") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several when several.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) =>
            [.. several.EnumerateArray().Select(one => one.GetString()!)],
        _ => throw new TranslationException("input: this must be a string or an array of strings."),
    };
}
