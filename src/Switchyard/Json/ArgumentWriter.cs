using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Xml;

namespace Switchyard;

/// <summary>Writes arguments as JSON, in the forms that an answer's schema has for them. For generated code.</summary>
public static class ArgumentWriter
{
    private const int LongestFormat = 128;

    /// <summary>Writes a number; one that JSON has no form for, such as NaN, as null.</summary>
    /// <typeparam name="T">The number's type.</typeparam>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The number.</param>
    public static void Number<T>(Utf8JsonWriter writer, T value)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!T.IsFinite(value))
        {
            writer.WriteNullValue();
            return;
        }

        Span<byte> digits = stackalloc byte[LongestFormat];
        if (value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture))
            writer.WriteRawValue(digits[..written], skipInputValidation: true);
        else
            writer.WriteRawValue(value.ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    /// <summary>Writes a value as text in invariant culture.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="format">Its format.</param>
    public static void Formatted<T>(Utf8JsonWriter writer, T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[LongestFormat];
        if (value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture))
            writer.WriteStringValue(text[..written]);
        else
            writer.WriteStringValue(value.ToString(format.ToString(), CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a duration as ISO 8601, such as <c>PT1H30M</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The duration.</param>
    public static void Duration(Utf8JsonWriter writer, TimeSpan value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(XmlConvert.ToString(value));
    }

    /// <summary>Writes a list.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="writer">Where to.</param>
    /// <param name="items">The items.</param>
    /// <param name="item">Writes an item.</param>
    public static void List<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> item)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        writer.WriteStartArray();
        foreach (var value in items)
            item(writer, value);
        writer.WriteEndArray();
    }

    /// <summary>Writes a dictionary as an object.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="writer">Where to.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="item">Writes a value.</param>
    public static void Dictionary<T>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, T>> entries, Action<Utf8JsonWriter, T> item)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(item);
        writer.WriteStartObject();
        foreach (var (key, value) in entries)
        {
            writer.WritePropertyName(key);
            item(writer, value);
        }

        writer.WriteEndObject();
    }
}
