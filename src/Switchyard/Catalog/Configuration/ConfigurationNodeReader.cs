using System.Globalization;
using System.Text;

namespace Switchyard;

/// <summary>Reads strict JSON into <see cref="ConfigurationNode"/>s. Stops at the first mistake.</summary>
internal sealed class ConfigurationNodeReader
{
    private const int MaxDepth = 64;

    private readonly string _file;
    private readonly string _text;
    private int _position;
    private int _line = 1;
    private int _lineStart;

    private ConfigurationNodeReader(string file, string text)
    {
        _file = file;
        _text = text;
    }

    public static ConfigurationNode? Read(string file, string text, List<ConfigurationError> errors)
    {
        var reader = new ConfigurationNodeReader(file, text);
        try
        {
            var node = reader.ReadValue("$", 0);
            reader.SkipSpace();
            if (reader._position < text.Length)
                throw reader.Fault("$", "There is text after the end of the JSON value; remove it.");
            return node;
        }
        catch (JsonFault fault)
        {
            errors.Add(fault.Error);
            return null;
        }
    }

    private ConfigurationNode ReadValue(string path, int depth)
    {
        if (depth > MaxDepth)
            throw Fault(path, $"The JSON is nested deeper than {MaxDepth} levels; flatten it.");

        SkipSpace();
        var next = Peek();
        return next switch
        {
            '{' => ReadObject(path, depth),
            '[' => ReadArray(path, depth),
            '"' => ReadStringNode(path),
            't' => ReadWord(path, "true", ConfigurationKind.Boolean),
            'f' => ReadWord(path, "false", ConfigurationKind.Boolean),
            'n' => ReadWord(path, "null", ConfigurationKind.Null),
            '-' or (>= '0' and <= '9') => ReadNumber(path),
            '\0' => throw Fault(path, "The JSON ends too early; a value is missing here."),
            _ => throw Fault(path, $"A JSON value was expected, but '{next}' stands here."),
        };
    }

    private ConfigurationNode ReadObject(string path, int depth)
    {
        var node = Node(ConfigurationKind.Object, "", path);
        _position++;
        SkipSpace();
        if (TryTake('}'))
            return node;

        do
        {
            SkipSpace();
            if (Peek() != '"')
                throw Fault(path, "A member name in double quotes was expected here; is there a comma too many?");

            var name = ReadString(path);
            SkipSpace();
            if (!TryTake(':'))
                throw Fault(path, $"A ':' is missing after \"{name}\".");

            node.Members.Add(new(name, ReadValue($"{path}.{name}", depth + 1)));
            SkipSpace();
        }
        while (TryTake(','));

        if (!TryTake('}'))
            throw Fault(path, "A ',' or '}' was expected here.");
        return node;
    }

    private ConfigurationNode ReadArray(string path, int depth)
    {
        var node = Node(ConfigurationKind.Array, "", path);
        _position++;
        SkipSpace();
        if (TryTake(']'))
            return node;

        do
        {
            node.Items.Add(ReadValue($"{path}[{node.Items.Count}]", depth + 1));
            SkipSpace();
        }
        while (TryTake(','));

        if (!TryTake(']'))
            throw Fault(path, "A ',' or ']' was expected here.");
        return node;
    }

    private ConfigurationNode ReadStringNode(string path)
    {
        var (line, column) = (_line, Column);
        return new(ConfigurationKind.String, ReadString(path), path, line, column);
    }

    private ConfigurationNode ReadWord(string path, string word, ConfigurationKind kind)
    {
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0)
            throw Fault(path, $"A JSON value was expected here; did you mean {word}?");

        var node = Node(kind, word, path);
        _position += word.Length;
        return node;
    }

    private ConfigurationNode ReadNumber(string path)
    {
        var start = _position;
        while (Peek() is '-' or '+' or '.' or 'e' or 'E' or (>= '0' and <= '9'))
            _position++;

        var digits = _text.Substring(start, _position - start);
        _position = start;
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw Fault(path, $"'{digits}' is no number, or one out of range.");

        var node = Node(ConfigurationKind.Number, digits, path);
        _position += digits.Length;
        return node;
    }

    private string ReadString(string path)
    {
        _position++;
        var builder = new StringBuilder();
        while (true)
        {
            var next = Peek();
            if (next == '"')
            {
                _position++;
                return builder.ToString();
            }

            if (next < ' ')
                throw Fault(path, "The string is not closed on its line; add the closing quote.");

            _position++;
            builder.Append(next == '\\' ? ReadEscape(path) : next);
        }
    }

    private char ReadEscape(string path)
    {
        var next = Peek();
        _position++;
        return next switch
        {
            '"' or '\\' or '/' => next,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadCodeUnit(path),
            _ => throw Fault(path, $"'\\{next}' is no JSON escape."),
        };
    }

    private char ReadCodeUnit(string path)
    {
        if (_position + 4 > _text.Length
            || !ushort.TryParse(_text.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Fault(path, "Four hexadecimal digits must follow '\\u'.");
        }

        _position += 4;
        return (char)unit;
    }

    private void SkipSpace()
    {
        while (Peek() is var next && next is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
        {
            _position++;
            if (next == '\n')
            {
                _line++;
                _lineStart = _position;
            }
        }
    }

    private int Column => _position - _lineStart + 1;

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private bool TryTake(char character)
    {
        if (Peek() != character)
            return false;
        _position++;
        return true;
    }

    private ConfigurationNode Node(ConfigurationKind kind, string text, string path) => new(kind, text, path, _line, Column);

    private JsonFault Fault(string path, string message) => new(new(_file, _line, Column, path, message));

    private sealed class JsonFault(ConfigurationError error) : Exception
    {
        public ConfigurationError Error { get; } = error;
    }
}
