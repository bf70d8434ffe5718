namespace Switchyard;

/// <summary>Of two limits that hold side by side the one that leaves less.</summary>
internal static class Stricter
{
    public static T? Of<T>(T? one, T? two)
        where T : struct, IComparable<T> =>
        one is { } first && two is { } second ? first.CompareTo(second) <= 0 ? first : second : one ?? two;
}
