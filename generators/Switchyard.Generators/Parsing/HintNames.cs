using System.Globalization;
using System.Text;

namespace Switchyard.Generators;

/// <summary>Names of emitted files.</summary>
internal static class HintNames
{
    // Far below what file systems allow, as projects may have their generated files written to disk.
    private const int MaxLength = 120;

    /// <summary>A name that the compiler takes: it refuses some letters that C# allows in identifiers.</summary>
    public static string Clean(string name)
    {
        var builder = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character is '.' or '-' or '_' || character < '\u0080' && char.IsLetterOrDigit(character) || char.IsLetter(character))
                builder.Append(character);
            else if (character != '@')
                builder.Append('-').Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        if (builder.Length <= MaxLength)
            return builder.ToString();

        builder.Length = MaxLength;
        return builder.Append('-').Append(Hash(name).ToString("x8", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>FNV-1a: <see cref="string.GetHashCode()"/> differs from one run of the compiler to the next.</summary>
    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
            hash = unchecked((hash ^ character) * 16777619u);
        return hash;
    }
}
