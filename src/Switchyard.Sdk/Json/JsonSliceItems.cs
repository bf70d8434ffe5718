using System.Text.Json;

namespace Switchyard.Sdk;

/// <summary>The elements of a JSON array, for <c>foreach</c>.</summary>
public ref struct JsonSliceItems
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    internal JsonSliceItems(JsonSlice array)
    {
        _json = array.IsArray ? array.Raw : default;
        _reader = new(_json);
        if (!_json.IsEmpty)
            _reader.Read();
    }

    /// <summary>The element.</summary>
    public JsonSlice Current { get; private set; }

    /// <summary>This.</summary>
    /// <returns>This.</returns>
    public readonly JsonSliceItems GetEnumerator() => this;

    /// <summary>Goes to the next element.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public bool MoveNext()
    {
        if (_json.IsEmpty || !_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
            return false;
        Current = JsonSlice.Current(ref _reader, _json);
        return true;
    }
}
