using System.Text;

namespace Switchyard;

/// <summary>The hash of a word, byte by byte, lower-cased and without a plural s: the same at build and at run time, on every machine.</summary>
internal static class WordHash
{
    public const uint Seed = 2166136261;

    /// <summary>FNV-1a, one byte further.</summary>
    public static uint Next(uint hash, byte lower) => (hash ^ lower) * 16777619;

    /// <summary>Spreads the low bits and avoids 0, which marks an empty slot.</summary>
    public static uint Finish(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6D;
        hash ^= hash >> 13;
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Two neighbouring words as one.</summary>
    public static uint Pair(uint left, uint right)
    {
        var hash = (left * 0x9E3779B1) ^ right;
        return Finish(hash * 0x85EBCA6B);
    }

    /// <summary>The hash of a whole word, as <see cref="PromptReader"/> computes it while reading.</summary>
    public static uint Of(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        var end = HasPlural(bytes.Length, bytes[bytes.Length - 1], bytes.Length > 1 ? bytes[bytes.Length - 2] : (byte)0) ? bytes.Length - 1 : bytes.Length;
        var hash = Seed;
        for (var i = 0; i < end; i++) hash = Next(hash, ByteClass.Lower(bytes[i]));
        return Finish(hash);
    }

    /// <summary>Whether the last letter is a plural s, to be left out: "prices" and "price" are one word.</summary>
    public static bool HasPlural(int length, byte last, byte beforeLast) => length > 3 && last == 's' && beforeLast != 's';
}
