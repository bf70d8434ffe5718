using System.Text.Json;

namespace Switchyard;

/// <summary>Small steps over a <see cref="Utf8JsonReader"/>.</summary>
internal static class JsonCursor
{
    public static bool EnterObject(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    /// <summary>From an array's start to its first element. False if it is no array or empty.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Inside an object: moves on to the value of a member, past the others.</summary>
    public static bool FindMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
                return true;
            reader.Skip();
        }

        return false;
    }

    /// <summary>Appends the current string, unescaped.</summary>
    public static void CopyString(ref Utf8JsonReader reader, Utf8Buffer text) =>
        text.Advance(reader.CopyString(text.GetSpan(reader.ValueSpan.Length)));
}
