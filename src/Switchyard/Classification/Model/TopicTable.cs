#if NET
using System.Runtime.Intrinsics;
#endif

namespace Switchyard;

/// <summary>One row of sixteen signed bytes per word hash: fifteen topics, and the weight of the word squared.</summary>
internal static class TopicTable
{
    public const int Width = 16;

    /// <summary>Adds up the rows of all words and word pairs, each once. Whole numbers, so that every machine agrees.</summary>
    /// <param name="table">2^n rows.</param>
    /// <param name="mask">2^n − 1.</param>
    /// <param name="tokens">Word hashes in order of the text.</param>
    /// <param name="sums">Receives <see cref="Width"/> sums.</param>
    public static void Sum(ReadOnlySpan<sbyte> table, uint mask, ReadOnlySpan<uint> tokens, Span<int> sums)
    {
#if NET
        if (Vector128.IsHardwareAccelerated)
        {
            SumVectors(table, mask, tokens, sums);
            return;
        }
#endif
        SumScalar(table, mask, tokens, sums);
    }

    internal static void SumScalar(ReadOnlySpan<sbyte> table, uint mask, ReadOnlySpan<uint> tokens, Span<int> sums)
    {
        Span<ulong> seen = stackalloc ulong[SeenWords];
        seen.Clear();
        sums.Slice(0, Width).Clear();
        uint previous = 0;
        foreach (var token in tokens)
        {
            var row = token & mask;
            for (var pass = 0; pass < 2; pass++, row = WordHash.Pair(previous, token) & mask)
            {
                if (!FirstTime(seen, row)) continue;
                for (var k = 0; k < Width; k++) sums[k] += table[((int)row * Width) + k];
            }

            previous = token;
        }
    }

    // One bit for each of up to 2^15 rows.
    private const int SeenWords = 512;

    private static bool FirstTime(Span<ulong> seen, uint row)
    {
        ref var word = ref seen[(int)(row >> 6) & (SeenWords - 1)];
        var bit = 1UL << (int)(row & 63);
        var first = (word & bit) == 0;
        word |= bit;
        return first;
    }

#if NET
    private static void SumVectors(ReadOnlySpan<sbyte> table, uint mask, ReadOnlySpan<uint> tokens, Span<int> sums)
    {
        Span<ulong> seen = stackalloc ulong[SeenWords];
        seen.Clear();
        Vector128<int> a = default, b = default, c = default, d = default;
        uint previous = 0;
        foreach (var token in tokens)
        {
            var row = token & mask;
            for (var pass = 0; pass < 2; pass++, row = WordHash.Pair(previous, token) & mask)
            {
                if (!FirstTime(seen, row)) continue;
                var (low, high) = Vector128.Widen(Vector128.Create(table.Slice((int)row * Width, Width)));
                var (x, y) = Vector128.Widen(low);
                a += x;
                b += y;
                (x, y) = Vector128.Widen(high);
                c += x;
                d += y;
            }

            previous = token;
        }

        a.CopyTo(sums);
        b.CopyTo(sums.Slice(4));
        c.CopyTo(sums.Slice(8));
        d.CopyTo(sums.Slice(12));
    }
#endif
}
