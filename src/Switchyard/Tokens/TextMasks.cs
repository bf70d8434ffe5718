using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Switchyard;

/// <summary>64 bytes of UTF-8 as bit masks, one for each class of byte: bit n stands for byte n.</summary>
internal struct TextMasks
{
    public const int Bytes = 64;

    /// <summary>ASCII letters.</summary>
    public ulong Letter;

    /// <summary>ASCII capitals.</summary>
    public ulong Upper;

    /// <summary>a, e, i, o, u and y, in both cases.</summary>
    public ulong Vowel;

    /// <summary>The letter t, in both cases.</summary>
    public ulong LetterT;

    /// <summary>The letter h, in both cases.</summary>
    public ulong LetterH;

    /// <summary>The letter i, in both cases.</summary>
    public ulong LetterI;

    /// <summary>The letters j, k and z, in both cases: frequent in some languages, nearly absent from others.</summary>
    public ulong RareLetter;

    /// <summary>ASCII digits.</summary>
    public ulong Digit;

    /// <summary>The space.</summary>
    public ulong Space;

    /// <summary>Line feed, carriage return and tab.</summary>
    public ulong Break;

    /// <summary>The other visible ASCII characters.</summary>
    public ulong Mark;

    /// <summary>The backslash, which is also a <see cref="Mark"/>.</summary>
    public ulong Backslash;

    /// <summary>First bytes of the letters of Latin-1 and Latin Extended-A.</summary>
    public ulong Accented;

    /// <summary>First bytes of the letters of Latin Extended-A, which are also <see cref="Accented"/>.</summary>
    public ulong Extended;

    /// <summary>Marks that repeat the byte before them.</summary>
    public ulong Repeated;

    /// <summary>First bytes of all other characters beyond ASCII.</summary>
    public ulong Lead;

    /// <summary>Classifies 64 bytes. The byte before them is read too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextMasks Of(ref byte text)
    {
        if (Vector256.IsHardwareAccelerated)
            return Join(Load256(ref text), Load256(ref Unsafe.Add(ref text, 32)), 32);
        if (!Vector128.IsHardwareAccelerated)
            return OfScalar(ref text);

        var first = Join(Load128(ref text), Load128(ref Unsafe.Add(ref text, 16)), 16);
        var second = Join(Load128(ref Unsafe.Add(ref text, 32)), Load128(ref Unsafe.Add(ref text, 48)), 16);
        return Join(first, second, 32);
    }

    /// <summary>What <see cref="Of"/> is held against.</summary>
    public static TextMasks OfScalar(ref byte text)
    {
        var masks = default(TextMasks);
        for (var index = 0; index < Bytes; index++)
        {
            var value = Unsafe.Add(ref text, index);
            var bit = 1UL << index;
            var lower = (byte)(value | 0x20);
            if (lower is >= (byte)'a' and <= (byte)'z')
            {
                masks.Letter |= bit;
                masks.Upper |= value < 'a' ? bit : 0;
                masks.Vowel |= lower is (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u' or (byte)'y' ? bit : 0;
                masks.LetterT |= lower == 't' ? bit : 0;
                masks.LetterH |= lower == 'h' ? bit : 0;
                masks.LetterI |= lower == 'i' ? bit : 0;
                masks.RareLetter |= lower is (byte)'j' or (byte)'k' or (byte)'z' ? bit : 0;
            }
            else if (value is >= (byte)'0' and <= (byte)'9')
            {
                masks.Digit |= bit;
            }
            else if (value is > (byte)' ' and < 0x7F)
            {
                masks.Mark |= bit;
                masks.Backslash |= value == '\\' ? bit : 0;
                masks.Repeated |= value == Unsafe.Add(ref text, index - 1) ? bit : 0;
            }
            else
            {
                masks.Space |= value == ' ' ? bit : 0;
                masks.Break |= value is (byte)'\n' or (byte)'\r' or (byte)'\t' ? bit : 0;
                masks.Accented |= value is >= 0xC3 and <= 0xC5 ? bit : 0;
                masks.Extended |= value is 0xC4 or 0xC5 ? bit : 0;
                masks.Lead |= value is >= 0xC6 or 0xC2 ? bit : 0;
            }
        }

        return masks;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TextMasks Load256(ref byte text) =>
        Classify(Vector256.LoadUnsafe(ref text), Vector256.LoadUnsafe(ref Unsafe.Subtract(ref text, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TextMasks Load128(ref byte text) =>
        Classify(Vector128.LoadUnsafe(ref text), Vector128.LoadUnsafe(ref Unsafe.Subtract(ref text, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TextMasks Classify(Vector256<byte> text, Vector256<byte> before)
    {
        var lower = text | Vector256.Create((byte)0x20);
        var letter = Between(lower, (byte)'a', 25);
        var digit = Between(text, (byte)'0', 9);
        var visible = Between(text, 0x21, 0x7E - 0x21);
        var accented = Between(text, 0xC3, 2);
        var lead = Between(text, 0xC6, 0xFF - 0xC6) | Vector256.Equals(text, Vector256.Create((byte)0xC2));
        var broken = Between(text, (byte)'\t', 1)
            | Vector256.Equals(text, Vector256.Create((byte)'\r'));
        var i = Vector256.Equals(lower, Vector256.Create((byte)'i'));
        var vowel = Vector256.Equals(lower, Vector256.Create((byte)'a')) | Vector256.Equals(lower, Vector256.Create((byte)'e'))
            | i | Vector256.Equals(lower, Vector256.Create((byte)'o'))
            | Vector256.Equals(lower, Vector256.Create((byte)'u')) | Vector256.Equals(lower, Vector256.Create((byte)'y'));
        var rare = Vector256.Equals(lower, Vector256.Create((byte)'j')) | Vector256.Equals(lower, Vector256.Create((byte)'k'))
            | Vector256.Equals(lower, Vector256.Create((byte)'z'));
        var extended = Between(text, 0xC4, 1);
        var mark = Vector256.AndNot(visible, letter | digit);
        return new()
        {
            Letter = letter.ExtractMostSignificantBits(),
            Upper = Between(text, (byte)'A', 25).ExtractMostSignificantBits(),
            Vowel = vowel.ExtractMostSignificantBits(),
            LetterT = Vector256.Equals(lower, Vector256.Create((byte)'t')).ExtractMostSignificantBits(),
            LetterH = Vector256.Equals(lower, Vector256.Create((byte)'h')).ExtractMostSignificantBits(),
            LetterI = i.ExtractMostSignificantBits(),
            RareLetter = rare.ExtractMostSignificantBits(),
            Digit = digit.ExtractMostSignificantBits(),
            Space = Vector256.Equals(text, Vector256.Create((byte)' ')).ExtractMostSignificantBits(),
            Break = broken.ExtractMostSignificantBits(),
            Mark = mark.ExtractMostSignificantBits(),
            Repeated = (mark & Vector256.Equals(text, before)).ExtractMostSignificantBits(),
            Backslash = Vector256.Equals(text, Vector256.Create((byte)'\\')).ExtractMostSignificantBits(),
            Accented = accented.ExtractMostSignificantBits(),
            Extended = extended.ExtractMostSignificantBits(),
            Lead = lead.ExtractMostSignificantBits(),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TextMasks Classify(Vector128<byte> text, Vector128<byte> before)
    {
        var lower = text | Vector128.Create((byte)0x20);
        var letter = Between(lower, (byte)'a', 25);
        var digit = Between(text, (byte)'0', 9);
        var visible = Between(text, 0x21, 0x7E - 0x21);
        var accented = Between(text, 0xC3, 2);
        var lead = Between(text, 0xC6, 0xFF - 0xC6) | Vector128.Equals(text, Vector128.Create((byte)0xC2));
        var broken = Between(text, (byte)'\t', 1)
            | Vector128.Equals(text, Vector128.Create((byte)'\r'));
        var i = Vector128.Equals(lower, Vector128.Create((byte)'i'));
        var vowel = Vector128.Equals(lower, Vector128.Create((byte)'a')) | Vector128.Equals(lower, Vector128.Create((byte)'e'))
            | i | Vector128.Equals(lower, Vector128.Create((byte)'o'))
            | Vector128.Equals(lower, Vector128.Create((byte)'u')) | Vector128.Equals(lower, Vector128.Create((byte)'y'));
        var rare = Vector128.Equals(lower, Vector128.Create((byte)'j')) | Vector128.Equals(lower, Vector128.Create((byte)'k'))
            | Vector128.Equals(lower, Vector128.Create((byte)'z'));
        var extended = Between(text, 0xC4, 1);
        var mark = Vector128.AndNot(visible, letter | digit);
        return new()
        {
            Letter = letter.ExtractMostSignificantBits(),
            Upper = Between(text, (byte)'A', 25).ExtractMostSignificantBits(),
            Vowel = vowel.ExtractMostSignificantBits(),
            LetterT = Vector128.Equals(lower, Vector128.Create((byte)'t')).ExtractMostSignificantBits(),
            LetterH = Vector128.Equals(lower, Vector128.Create((byte)'h')).ExtractMostSignificantBits(),
            LetterI = i.ExtractMostSignificantBits(),
            RareLetter = rare.ExtractMostSignificantBits(),
            Digit = digit.ExtractMostSignificantBits(),
            Space = Vector128.Equals(text, Vector128.Create((byte)' ')).ExtractMostSignificantBits(),
            Break = broken.ExtractMostSignificantBits(),
            Mark = mark.ExtractMostSignificantBits(),
            Repeated = (mark & Vector128.Equals(text, before)).ExtractMostSignificantBits(),
            Backslash = Vector128.Equals(text, Vector128.Create((byte)'\\')).ExtractMostSignificantBits(),
            Accented = accented.ExtractMostSignificantBits(),
            Extended = extended.ExtractMostSignificantBits(),
            Lead = lead.ExtractMostSignificantBits(),
        };
    }

    // The minimum, because there is no comparison of unsigned bytes before AVX-512.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Between(Vector256<byte> value, byte first, int count)
    {
        var distance = value - Vector256.Create(first);
        return Vector256.Equals(Vector256.Min(distance, Vector256.Create((byte)count)), distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Between(Vector128<byte> value, byte first, int count)
    {
        var distance = value - Vector128.Create(first);
        return Vector128.Equals(Vector128.Min(distance, Vector128.Create((byte)count)), distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TextMasks Join(in TextMasks low, in TextMasks high, int bits) => new()
    {
        Letter = low.Letter | (high.Letter << bits),
        Upper = low.Upper | (high.Upper << bits),
        Vowel = low.Vowel | (high.Vowel << bits),
        LetterT = low.LetterT | (high.LetterT << bits),
        LetterH = low.LetterH | (high.LetterH << bits),
        LetterI = low.LetterI | (high.LetterI << bits),
        RareLetter = low.RareLetter | (high.RareLetter << bits),
        Digit = low.Digit | (high.Digit << bits),
        Space = low.Space | (high.Space << bits),
        Break = low.Break | (high.Break << bits),
        Mark = low.Mark | (high.Mark << bits),
        Repeated = low.Repeated | (high.Repeated << bits),
        Backslash = low.Backslash | (high.Backslash << bits),
        Accented = low.Accented | (high.Accented << bits),
        Extended = low.Extended | (high.Extended << bits),
        Lead = low.Lead | (high.Lead << bits),
    };
}
