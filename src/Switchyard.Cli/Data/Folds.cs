namespace Switchyard.Cli;

/// <summary>Deals groups of near-duplicates to folds, by a hash of the group: the same every time, and nothing leaks.</summary>
internal static class Folds
{
    public static int Of(string group, int folds, int seed)
    {
        var hash = 2166136261u ^ (uint)(seed * 0x9E3779B1);
        foreach (var c in group) hash = (hash ^ c) * 16777619;
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6D;
        hash ^= hash >> 12;
        return (int)(hash % (uint)folds);
    }
}
