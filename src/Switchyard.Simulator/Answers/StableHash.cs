using System.Runtime.InteropServices;

namespace Switchyard.Simulator;

/// <summary>FNV-1a, 64 bits. <c>string.GetHashCode</c> differs from run to run, and stand-ins and cache prefixes must not.</summary>
internal static class StableHash
{
    public const ulong Start = 14695981039346656037;

    public static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var b in MemoryMarshal.AsBytes(text))
            hash = (hash ^ b) * 1099511628211;
        return hash;
    }

    public static Random Random(ulong hash) => new(unchecked((int)(hash ^ (hash >> 32))));
}
