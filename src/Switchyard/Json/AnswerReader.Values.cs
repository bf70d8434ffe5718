using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace Switchyard;

/// <content>The simple values.</content>
public ref partial struct AnswerReader
{
    // No number that anybody means is longer.
    private const int MaxNumberLength = 512;

    /// <summary>Whether the value is a word, ignoring ASCII case unless two words differ in nothing else.</summary>
    /// <param name="word">The word.</param>
    /// <param name="exactCase">Whether case counts.</param>
    /// <returns>Whether it is.</returns>
    public readonly bool IsWord(ReadOnlySpan<byte> word, bool exactCase = false)
    {
        if (_isWord)
            return exactCase ? _json.SequenceEqual(word) : _json.SequenceEqual(word) || Ascii.EqualsIgnoreCase(_json, word);
        return _reader.TokenType == JsonTokenType.String
            && (_reader.ValueTextEquals(word) || (!exactCase && !_reader.ValueIsEscaped && Ascii.EqualsIgnoreCase(_reader.ValueSpan, word)));
    }

    /// <summary>Reads true or false.</summary>
    /// <returns>Which.</returns>
    /// <exception cref="JsonException">It is neither.</exception>
    public readonly bool ReadBoolean() => _isWord
        ? Ascii.EqualsIgnoreCase(_json, "true"u8) || Ascii.EqualsIgnoreCase(_json, "yes"u8)
            || (Ascii.EqualsIgnoreCase(_json, "false"u8) || Ascii.EqualsIgnoreCase(_json, "no"u8) ? false : throw Misfit("true or false"))
        : _reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Misfit("true or false"),
        };

    /// <summary>Reads text.</summary>
    /// <param name="minimum">The fewest UTF-16 code units, as <see cref="string.Length"/> counts.</param>
    /// <param name="maximum">The most.</param>
    /// <param name="pattern">What the whole text must match; <see langword="null"/> for anything.</param>
    /// <param name="isFilled">Whether white space alone does not do.</param>
    /// <returns>The text.</returns>
    /// <exception cref="JsonException">It is no text, or not such a text.</exception>
    public readonly string ReadText(int minimum = 0, int maximum = int.MaxValue, Regex? pattern = null, bool isFilled = false)
    {
        if (!_isWord && _reader.TokenType != JsonTokenType.String)
            throw Misfit("a string");

        var text = Text();
        if (text.Length < minimum || text.Length > maximum)
            throw Misfit($"a string of {Bounds(minimum, maximum)} characters");
        if (isFilled && string.IsNullOrWhiteSpace(text))
            throw Misfit("a string that is not empty");
        return pattern is null || IsMatch(pattern, text) ? text : throw Misfit($"a string that matches {pattern}");
    }

    /// <summary>Reads one character.</summary>
    /// <returns>The character.</returns>
    /// <exception cref="JsonException">It is no string of one UTF-16 code unit.</exception>
    public readonly char ReadCharacter() => ReadText(1, 1)[0];

    /// <summary>Reads a whole number; <c>5.0</c> is one too.</summary>
    /// <typeparam name="T">The number's type.</typeparam>
    /// <param name="minimum">The smallest; <see langword="null"/>: the type's.</param>
    /// <param name="maximum">The largest; <see langword="null"/>: the type's.</param>
    /// <returns>The number.</returns>
    /// <exception cref="JsonException">It is no whole number, or out of range.</exception>
    public readonly T ReadInteger<T>(T? minimum = null, T? maximum = null)
        where T : struct, INumber<T>
    {
        var digits = Digits();
        if (!T.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && !T.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            throw Misfit(Range("a whole number", minimum, maximum, false, false));
        }

        return (minimum is null || value >= minimum) && (maximum is null || value <= maximum)
            ? value
            : throw Misfit(Range("a whole number", minimum, maximum, false, false));
    }

    /// <summary>Reads a number.</summary>
    /// <typeparam name="T">The number's type.</typeparam>
    /// <param name="minimum">The smallest; <see langword="null"/>: the type's.</param>
    /// <param name="maximum">The largest; <see langword="null"/>: the type's.</param>
    /// <param name="isAbove">Whether the smallest itself is too small.</param>
    /// <param name="isBelow">Whether the largest itself is too large.</param>
    /// <returns>The number.</returns>
    /// <exception cref="JsonException">It is no number, or out of range.</exception>
    public readonly T ReadNumber<T>(T? minimum = null, T? maximum = null, bool isAbove = false, bool isBelow = false)
        where T : struct, INumber<T>
    {
        if (!T.TryParse(Digits(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !T.IsFinite(value))
            throw Misfit(Range("a number", minimum, maximum, isAbove, isBelow));

        var isLow = minimum is { } low && (isAbove ? value <= low : value < low);
        var isHigh = maximum is { } high && (isBelow ? value >= high : value > high);
        return isLow || isHigh ? throw Misfit(Range("a number", minimum, maximum, isAbove, isBelow)) : value;
    }

    /// <summary>Reads a <see cref="Guid"/>.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly Guid ReadGuid() => Guid.TryParse(ReadText(), out var value) ? value : throw Misfit("a UUID");

    /// <summary>Reads a date with a time, as ISO 8601.</summary>
    /// <returns>The value; its kind follows from its offset.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly DateTime ReadDateTime() =>
        !_isWord && _reader.TokenType == JsonTokenType.String && _reader.TryGetDateTime(out var value)
            || (_isWord && DateTime.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value))
            ? value
            : throw Misfit("a date and time such as 2026-11-23T08:30:00Z");

    /// <summary>Reads a date with a time and an offset, as ISO 8601.</summary>
    /// <returns>The value; without an offset it is taken as local time.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly DateTimeOffset ReadDateTimeOffset() =>
        !_isWord && _reader.TokenType == JsonTokenType.String && _reader.TryGetDateTimeOffset(out var value)
            || (_isWord && DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value))
            ? value
            : throw Misfit("a date and time such as 2026-11-23T08:30:00+01:00");

    /// <summary>Reads a date, as ISO 8601.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly DateOnly ReadDate() =>
        DateOnly.TryParseExact(ReadText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Misfit("a date such as 2026-11-23");

    /// <summary>Reads a time of day, as ISO 8601.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly TimeOnly ReadTime() =>
        TimeOnly.TryParse(ReadText(), CultureInfo.InvariantCulture, out var value) ? value : throw Misfit("a time such as 08:30:00");

    /// <summary>Reads a duration: ISO 8601 (<c>PT1H30M</c>) or <c>01:30:00</c>.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly TimeSpan ReadDuration()
    {
        var text = ReadText();
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Misfit("a duration such as PT1H30M");
        }
    }

    /// <summary>Reads an address, absolute or relative.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">It is none.</exception>
    public readonly Uri ReadUri() => Uri.TryCreate(ReadText(1), UriKind.RelativeOrAbsolute, out var value) ? value : throw Misfit("a URI");

    private static string Range<T>(string what, T? minimum, T? maximum, bool isAbove, bool isBelow)
        where T : struct, INumber<T>
    {
        var low = minimum is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {(isAbove ? "above" : "from")} {minimum}");
        var high = maximum is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {(isBelow ? "below" : minimum is null ? "up to" : "to")} {maximum}");
        return what + low + high;
    }

    private static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            var match = pattern.Match(text);
            return match.Success && match.Index == 0 && match.Length == text.Length;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private readonly ReadOnlySpan<byte> Digits()
    {
        var digits = _isWord ? _json : _reader.TokenType == JsonTokenType.Number ? _reader.ValueSpan : default;
        return digits.Length <= MaxNumberLength ? digits : throw Misfit("a shorter number");
    }

    private readonly string Text()
    {
        if (_isWord)
            return Encoding.UTF8.GetString(_json);
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw Misfit("well-formed Unicode");
        }
    }
}
