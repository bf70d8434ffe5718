namespace Switchyard.Generators;

/// <summary>The objects of a table that hold themselves, directly or through others: a schema must refer to them by name.</summary>
internal static class SharedTypes
{
    public static HashSet<int> Of(ValueTable table)
    {
        var shared = new HashSet<int>();
        for (var type = 0; type < table.Types.Count; type++)
        {
            if (table.Types[type].Kind == ValueKind.Object && Reaches(table, type, type, []))
                shared.Add(type);
        }

        return shared;
    }

    private static bool Reaches(ValueTable table, int from, int target, HashSet<int> seen)
    {
        var type = table.Types[from];
        var uses = type.Members.Where(member => member.IsRead).Select(member => member.Use.Type).Concat(type.Item is { } item ? [item.Type] : Array.Empty<int>());
        return uses.Any(use => use == target || (seen.Add(use) && Reaches(table, use, target, seen)));
    }
}
