namespace Switchyard;

/// <summary>What a byte of UTF-8 is to the reader.</summary>
internal static class ByteClass
{
    public const byte Other = 0, Space = 1, Line = 2, Letter = 3, Digit = 4, Symbol = 5;

    private static readonly byte[] s_table = Build();

    public static ReadOnlySpan<byte> Table => s_table;

    public static byte Lower(byte b) => (uint)(b - 'A') <= 'Z' - 'A' ? (byte)(b | 0x20) : b;

    private static byte[] Build()
    {
        var table = new byte[256];
        for (var b = 0; b < 256; b++)
        {
            table[b] = b switch
            {
                '\n' => Line,
                <= ' ' or 0x7F => Space,
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or >= 0x80 => Letter,
                >= '0' and <= '9' => Digit,
                _ => Symbol,
            };
        }

        return table;
    }
}
