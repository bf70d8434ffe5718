using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>What a request asks to be booked under: the header <c>x-switchyard-tags</c>, the member <c>tags</c> of its metadata, and its <c>user</c>.</summary>
internal static class RequestTags
{
    private const string Header = "x-switchyard-tags";
    private const string UserTag = "user:";
    private const int MostTags = 16;
    private const int LongestTag = 100;

    /// <returns>The tags, each once; <see langword="null"/> for none.</returns>
    /// <exception cref="ApiException">The header holds a tag that cannot be one.</exception>
    public static List<string>? Of(IHeaderDictionary? headers, ReadOnlySpan<byte> metadata, string? user)
    {
        List<string>? tags = null;
        if (headers is not null && headers.TryGetValue(Header, out var values))
        {
            foreach (var value in values)
                AddAll(ref tags, value, isStrict: true);
        }

        if (!metadata.IsEmpty)
            AddMetadata(ref tags, metadata);
        if (!string.IsNullOrWhiteSpace(user))
            Add(ref tags, UserTag + user, isStrict: false);
        return tags;
    }

    // Metadata is the client's own, and "tags" may mean something else there: what is no tag is passed over.
    private static void AddMetadata(ref List<string>? tags, ReadOnlySpan<byte> metadata)
    {
        var reader = new Utf8JsonReader(metadata);
        if (!JsonCursor.EnterObject(ref reader) || !JsonCursor.FindMember(ref reader, "tags"u8))
            return;
        if (reader.TokenType == JsonTokenType.String)
        {
            AddAll(ref tags, reader.GetString(), isStrict: false);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                Add(ref tags, reader.GetString()!, isStrict: false);
            else
                reader.Skip();
        }
    }

    private static void AddAll(ref List<string>? tags, string? list, bool isStrict)
    {
        foreach (var tag in list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            Add(ref tags, tag, isStrict);
    }

    private static void Add(ref List<string>? tags, string tag, bool isStrict)
    {
        tag = tag.Trim();
        if (tags?.Contains(tag) == true)
            return;

        if (tag.Length is > 0 and <= LongestTag && !tag.Any(char.IsControl) && (tags?.Count ?? 0) < MostTags)
            (tags ??= []).Add(tag);
        else if (isStrict)
            throw new ApiException(ApiError.Invalid(null, $"The header {Header} holds more than {MostTags} tags, or one of more than {LongestTag} characters; shorten it.", "invalid_value"));
    }
}
