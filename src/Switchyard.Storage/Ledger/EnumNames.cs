using System.Text;

namespace Switchyard.Storage;

/// <summary>An enum's names as UTF-8, by value.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly byte[][] s_names = Make();

    /// <returns>The name; a value without one as its number.</returns>
    public static ReadOnlySpan<byte> Of(byte value) => s_names[value];

    private static byte[][] Make()
    {
        var names = new byte[byte.MaxValue + 1][];
        for (var value = 0; value < names.Length; value++)
            names[value] = Encoding.UTF8.GetBytes(((T)Enum.ToObject(typeof(T), value)).ToString());
        return names;
    }
}
