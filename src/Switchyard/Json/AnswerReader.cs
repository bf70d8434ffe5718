using System.Text;
using System.Text.Json;

namespace Switchyard;

/// <summary>
/// Reads values from an answer's text and holds them to what the schema says. For generated code. What does not fit is a
/// <see cref="JsonException"/> with one sentence, from which follows an <see cref="Outcome.InvalidReply"/>.
/// </summary>
public ref partial struct AnswerReader
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly bool _isWord;
    private Utf8JsonReader _reader;

    /// <summary>A reader of a JSON text, on its first token. Accepts a Markdown fence around it.</summary>
    /// <param name="text">The answer's text as UTF-8.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public AnswerReader(ReadOnlySpan<byte> text)
    {
        _json = AnswerText.Unfence(text);
        _reader = new(_json);
        if (_json.IsEmpty || !_reader.Read())
            throw new MisfitException("The answer is empty; it must be JSON.");
    }

    private AnswerReader(ReadOnlySpan<byte> word, bool isWord)
    {
        _json = word;
        _isWord = isWord;
    }

    /// <summary>Whether the value is null.</summary>
    public readonly bool IsNull => _isWord ? Ascii.EqualsIgnoreCase(_json, "null"u8) : _reader.TokenType == JsonTokenType.Null;

    /// <summary>
    /// A reader on the value of the one member of an object, as answers that are no objects are asked for; also on a bare list, and on a bare word
    /// as models without schemas like to answer.
    /// </summary>
    /// <param name="text">The answer's text as UTF-8.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="JsonException">The text is empty, or an object without the member.</exception>
    public static AnswerReader OfMember(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var json = AnswerText.Unfence(text);
        if (json is not [(byte)'{' or (byte)'[', ..])
        {
            var word = AnswerText.Word(json);
            return word.IsEmpty ? throw new MisfitException("The answer is empty.") : new(word, isWord: true);
        }

        var reader = new AnswerReader(json);
        if (json[0] == '[')
            return reader;
        while (reader.NextMember())
        {
            if (reader.IsMember(name))
                return reader;
            reader.SkipMember();
        }

        reader.Lacks(Encoding.UTF8.GetString(name));
        return reader;
    }

    /// <summary>Enters the object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly void StartObject()
    {
        if (_isWord || _reader.TokenType != JsonTokenType.StartObject)
            throw Misfit("an object");
    }

    /// <summary>Moves to the name of the next member of an object.</summary>
    /// <returns>False at the object's end.</returns>
    public bool NextMember() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the member has a name, ignoring ASCII case. If so, moves to its value.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it has.</returns>
    public bool IsMember(ReadOnlySpan<byte> name)
    {
        if (!_reader.ValueTextEquals(name) && (_reader.ValueIsEscaped || !Ascii.EqualsIgnoreCase(_reader.ValueSpan, name)))
            return false;
        _reader.Read();
        return true;
    }

    /// <summary>Moves past the value of a member that nobody asked for.</summary>
    public void SkipMember()
    {
        _reader.Read();
        _reader.Skip();
    }

    /// <summary>Says that the object lacks a member.</summary>
    /// <param name="name">The member's name.</param>
    /// <exception cref="JsonException">Always.</exception>
    public readonly void Lacks(string name)
    {
        var place = _isWord ? "" : JsonPlace.Of(_json, _reader.TokenStartIndex);
        throw new MisfitException(place.Length == 0 ? $"The answer lacks the member \"{name}\"." : $"\"{place}\" lacks the member \"{name}\".");
    }

    /// <summary>Reads a list.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="item">Reads an item.</param>
    /// <param name="minimum">The fewest items.</param>
    /// <param name="maximum">The most items.</param>
    /// <returns>The list.</returns>
    /// <exception cref="JsonException">It is no list, has too few or too many items, or an item does not fit.</exception>
    public List<T> ReadList<T>(ValueReader<T> item, int minimum = 0, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_isWord || _reader.TokenType != JsonTokenType.StartArray)
            throw Misfit("a list");

        var items = new List<T>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            items.Add(item(ref this));
        return items.Count >= minimum && items.Count <= maximum ? items : throw Misfit($"a list of {Bounds(minimum, maximum)} items");
    }

    /// <summary>Reads a dictionary: a list of objects with <c>key</c> and <c>value</c>, as schemas must have it, or one object.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="value">Reads a value.</param>
    /// <param name="minimum">The fewest entries.</param>
    /// <param name="maximum">The most entries.</param>
    /// <returns>The dictionary. Of two entries with one key the last holds.</returns>
    /// <exception cref="JsonException">It is neither, has too few or too many entries, or a value does not fit.</exception>
    public Dictionary<string, T> ReadDictionary<T>(ValueReader<T> value, int minimum = 0, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(value);
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        if (!_isWord && _reader.TokenType == JsonTokenType.StartObject)
        {
            while (NextMember())
            {
                var key = Text();
                _reader.Read();
                entries[key] = value(ref this);
            }
        }
        else if (!_isWord && _reader.TokenType == JsonTokenType.StartArray)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                ReadEntry(entries, value);
        }
        else
        {
            throw Misfit("a list of entries with \"key\" and \"value\"");
        }

        return entries.Count >= minimum && entries.Count <= maximum ? entries : throw Misfit($"a list of {Bounds(minimum, maximum)} entries");
    }

    /// <summary>Checks that nothing but the end of the JSON follows the value.</summary>
    /// <exception cref="JsonException">Something does.</exception>
    public void End()
    {
        while (!_isWord && _reader.Read())
        {
        }
    }

    /// <summary>What says that the value does not fit.</summary>
    /// <param name="what">What it must be, such as <c>a list</c>.</param>
    /// <returns>An exception to throw.</returns>
    public readonly JsonException Misfit(string what)
    {
        var place = _isWord ? "" : JsonPlace.Of(_json, _reader.TokenStartIndex);
        return new MisfitException(place.Length == 0 ? $"The answer must be {what}." : $"\"{place}\" must be {what}.");
    }

    private static string Bounds(int minimum, int maximum) => maximum == int.MaxValue ? $"{minimum} or more" : $"{minimum} to {maximum}";

    private void ReadEntry<T>(Dictionary<string, T> entries, ValueReader<T> value)
    {
        StartObject();
        string? key = null;
        var hasValue = false;
        T read = default!;
        while (NextMember())
        {
            if (IsMember("key"u8))
                key = ReadText();
            else if (IsMember("value"u8))
                (read, hasValue) = (value(ref this), true);
            else
                SkipMember();
        }

        if (key is null)
            Lacks("key");
        if (!hasValue)
            Lacks("value");
        entries[key!] = read;
    }
}
