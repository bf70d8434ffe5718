using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Switchyard.Gateway;

/// <summary>Headers and metadata of one request. Used again for the next one.</summary>
internal sealed class RequestFacts : ICallFacts
{
    private IHeaderDictionary? _headers;
    private ReadOnlyMemory<byte> _metadata;

    /// <param name="headers">The request's headers.</param>
    /// <param name="metadata">The object <c>metadata</c> of its body; empty for none.</param>
    public void Take(IHeaderDictionary? headers, ReadOnlyMemory<byte> metadata) => (_headers, _metadata) = (headers, metadata);

    /// <summary>The object <c>metadata</c> of a body that is sound JSON; empty if it has none.</summary>
    public static ReadOnlyMemory<byte> FindMetadata(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        if (!JsonCursor.EnterObject(ref reader) || !JsonCursor.FindMember(ref reader, "metadata"u8) || reader.TokenType != JsonTokenType.StartObject)
            return default;

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }

    public bool HasHeader(string name, string[] patterns)
    {
        if (_headers is null || !_headers.TryGetValue(name, out var values))
            return false;

        foreach (var value in values)
        {
            if (value is not null && RuleMatcher.IsOneOf(value.AsSpan().Trim(), patterns))
                return true;
        }

        return false;
    }

    public bool HasMetadata(string name, string[] patterns)
    {
        if (_metadata.IsEmpty)
            return false;

        var reader = new Utf8JsonReader(_metadata.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt && TextOf(ref reader) is { } text && RuleMatcher.IsOneOf(text, patterns))
                return true;
            reader.Skip();
        }

        return false;
    }

    private static string? TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };
}
