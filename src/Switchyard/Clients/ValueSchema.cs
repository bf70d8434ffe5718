using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Switchyard;

/// <summary>The schema of a type, and how an answer that fits it is read. Made once for each description of a type.</summary>
internal sealed class ValueSchema<T>
{
    private static readonly ConditionalWeakTable<JsonTypeInfo<T>, ValueSchema<T>> s_known = new();

    // Strict mode: every object is closed and requires all its members.
    private static readonly AIJsonSchemaCreateOptions s_strict = new()
    {
        TransformOptions = new() { RequireAllProperties = true, DisallowAdditionalProperties = true, ConvertBooleanSchemas = true, MoveDefaultKeywordToDescription = true },
    };

    private readonly JsonTypeInfo<T> _type;
    private readonly bool _isWrapped;
    private readonly byte[] _responseFormat;

    private ValueSchema(JsonTypeInfo<T> type)
    {
        _type = type;
        var schema = AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: type.Options, inferenceOptions: s_strict);

        // Vendors want an object: what is none is wrapped, as the answers of tasks are.
        _isWrapped = !(schema.TryGetProperty("type"u8, out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("object"u8));
        var member = new Utf8Buffer();
        member.Write(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":"u8);
        if (_isWrapped)
            member.Write("{\"type\":\"object\",\"properties\":{\"value\":"u8);

        // What refers to a place in the schema refers to the schema in its wrapper. A text within a string has its quotes escaped.
        var text = schema.GetRawText();
        member.Write(Encoding.UTF8.GetBytes(_isWrapped ? text.Replace("\"$ref\":\"#", "\"$ref\":\"#/properties/value", StringComparison.Ordinal) : text));
        if (_isWrapped)
            member.Write("},\"required\":[\"value\"],\"additionalProperties\":false}"u8);
        member.Write("}}"u8);
        _responseFormat = member.Span.ToArray();
        Reader = Read;
    }

    /// <summary>The whole member that asks for it, comma first.</summary>
    public ReadOnlySpan<byte> ResponseFormat => _responseFormat;

    /// <summary>Reads an answer's text.</summary>
    public ReplyReader<T> Reader { get; }

    public static ValueSchema<T> Of(JsonTypeInfo<T> type) => s_known.GetValue(type, static type => new(type));

    private bool Read(ReadOnlySpan<byte> text, out T value)
    {
        var reader = new Utf8JsonReader(AnswerText.Unfence(text));
        if (_isWrapped && !(JsonCursor.EnterObject(ref reader) && JsonCursor.FindMember(ref reader, "value"u8)))
            throw new JsonException("The answer has no \"value\".");
        value = JsonSerializer.Deserialize(ref reader, _type)!;
        return value is not null || default(T) is null && _isWrapped ? true : throw new JsonException("The answer is null.");
    }
}
