using System.Text;
using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>
/// A JSON value inside a longer text, read where it stands: members are found by scanning, nothing is copied or allocated. For replies and events of
/// a few kilobytes.
/// </summary>
public readonly ref struct JsonSlice
{
    private JsonSlice(ReadOnlySpan<byte> raw) => Raw = raw;

    /// <summary>The value's own bytes, a string's quotes included; empty if there is no value.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>Whether there is no such value, or it is <c>null</c>.</summary>
    public bool IsMissing => Raw.IsEmpty || Raw[0] == 'n';

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => !Raw.IsEmpty && Raw[0] == '{';

    /// <summary>Whether it is an array.</summary>
    public bool IsArray => !Raw.IsEmpty && Raw[0] == '[';

    /// <summary>Whether it is a string.</summary>
    public bool IsString => !Raw.IsEmpty && Raw[0] == '"';

    /// <summary>Whether it is <c>true</c>.</summary>
    public bool IsTrue => !Raw.IsEmpty && Raw[0] == 't';

    /// <summary>What stands between a string's quotes, still escaped; empty for anything else.</summary>
    public ReadOnlySpan<byte> Inner => IsString ? Raw[1..^1] : default;

    /// <summary>The elements of an array; none of anything else.</summary>
    public JsonSliceItems Items => new(this);

    /// <summary>A member of an object; a missing value if there is none, or this is no object.</summary>
    /// <param name="name">The member's name as UTF-8.</param>
    public JsonSlice this[ReadOnlySpan<byte> name]
    {
        get
        {
            if (!IsObject)
                return default;

            var reader = new Utf8JsonReader(Raw);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(name);
                var value = Value(ref reader, Raw);
                if (isIt)
                    return value;
            }

            return default;
        }
    }

    /// <summary>Checks that a text is exactly one JSON value.</summary>
    /// <param name="json">The text as UTF-8.</param>
    /// <param name="value">The value.</param>
    /// <returns><see langword="false"/> if it is malformed.</returns>
    public static bool TryParse(ReadOnlySpan<byte> json, out JsonSlice value)
    {
        value = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read())
                return false;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            value = new(json[start..(int)reader.BytesConsumed]);
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether it is this string.</summary>
    /// <param name="text">The string as UTF-8, unescaped.</param>
    /// <returns>Whether it is.</returns>
    public bool Is(ReadOnlySpan<byte> text)
    {
        if (!IsString)
            return false;
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        return reader.ValueTextEquals(text);
    }

    /// <summary>A string, unescaped.</summary>
    /// <returns>The string; <see langword="null"/> for anything else. Escapes that are no Unicode stay as they are.</returns>
    public string? GetString()
    {
        if (!IsString)
            return null;
        try
        {
            var reader = new Utf8JsonReader(Raw);
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            return Encoding.UTF8.GetString(Inner);
        }
    }

    /// <summary>A count: a number, zero or more.</summary>
    /// <returns>The number, fractions cut off, within the range of an <see cref="int"/>; 0 for anything else.</returns>
    public int GetCount()
    {
        if (Raw.IsEmpty || Raw[0] is not (>= (byte)'0' and <= (byte)'9'))
            return 0;
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        return reader.TryGetInt32(out var count) ? count : reader.TryGetDouble(out var number) ? (int)Math.Min(number, int.MaxValue) : 0;
    }

    internal static JsonSlice Value(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        return Current(ref reader, json);
    }

    internal static JsonSlice Current(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new(json[start..(int)reader.BytesConsumed]);
    }
}
