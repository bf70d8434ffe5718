#if NET
using System.Numerics;
using System.Runtime.Intrinsics;
#endif

namespace Switchyard;

/// <summary>Counts over a whole text that need no understanding of it; 32 bytes at a time where the machine can.</summary>
internal static class TextCensus
{
    /// <summary>Sets the counts of characters, upper-case letters and characters outside ASCII.</summary>
    public static void Take(ReadOnlySpan<byte> text, Span<int> counts)
    {
        int characters = 0, upper = 0, wide = 0;
        var done = 0;
#if NET
        if (Vector256.IsHardwareAccelerated) done = TakeVectors(text, out characters, out upper, out wide);
#endif
        TakeScalar(text.Slice(done), ref characters, ref upper, ref wide);
        counts[(int)Signal.Characters] = characters;
        counts[(int)Signal.Uppercase] = upper;
        counts[(int)Signal.NonAscii] = wide;
    }

    /// <summary>The same counts, one byte at a time. A continuation byte (10xxxxxx) starts no character.</summary>
    internal static void TakeScalar(ReadOnlySpan<byte> text, ref int characters, ref int upper, ref int wide)
    {
        foreach (var b in text)
        {
            if (b > ' ' && b != 0x7F && (b & 0xC0) != 0x80) characters++;
            if ((uint)(b - 'A') <= 'Z' - 'A') upper++;
            if (b >= 0xC0) wide++;
        }
    }

#if NET
    private static int TakeVectors(ReadOnlySpan<byte> text, out int characters, out int upper, out int wide)
    {
        characters = upper = wide = 0;
        var i = 0;
        for (; i <= text.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var v = Vector256.Create(text.Slice(i, Vector256<byte>.Count));
            var ascii = Vector256.GreaterThan(v, Vector256.Create((byte)' ')) & ~Vector256.Equals(v, Vector256.Create((byte)0x7F));
            var continuation = Vector256.Equals(v & Vector256.Create((byte)0xC0), Vector256.Create((byte)0x80));
            characters += Bits(ascii & ~continuation);
            upper += Bits(Vector256.LessThanOrEqual(v - Vector256.Create((byte)'A'), Vector256.Create((byte)('Z' - 'A'))));
            wide += Bits(Vector256.GreaterThanOrEqual(v, Vector256.Create((byte)0xC0)));
        }

        return i;
    }

    private static int Bits(Vector256<byte> mask) => BitOperations.PopCount(mask.ExtractMostSignificantBits());
#endif
}
