using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>The types that are a JSON list, or a dictionary.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic.";

    private static readonly string[] s_lists =
    [
        Generic + "List`1", Generic + "IList`1", Generic + "ICollection`1", Generic + "IEnumerable`1", Generic + "IReadOnlyList`1",
        Generic + "IReadOnlyCollection`1",
    ];

    private static readonly string[] s_sets = [Generic + "HashSet`1", Generic + "ISet`1", Generic + "IReadOnlySet`1"];

    private static readonly string[] s_dictionaries = [Generic + "Dictionary`2", Generic + "IDictionary`2", Generic + "IReadOnlyDictionary`2"];

    /// <summary>The items of a list; <see langword="null"/> if it is none.</summary>
    public static ITypeSymbol? Items(ITypeSymbol type, out ListForm form)
    {
        form = ListForm.Array;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return array.ElementType;
        if (type is not INamedTypeSymbol named || type.SpecialType == SpecialType.System_String)
            return null;

        form = Array.Exists(s_lists, named.Is) ? ListForm.List
            : Array.Exists(s_sets, named.Is) ? ListForm.Set
            : named.Is("System.Collections.Immutable.ImmutableArray`1") ? ListForm.ImmutableArray
            : ListForm.Unknown;
        if (form != ListForm.Unknown)
            return named.TypeArguments[0];

        var sequence = named.AllInterfaces.FirstOrDefault(contract => contract.Is(Generic + "IEnumerable`1"));
        return sequence?.TypeArguments[0];
    }

    /// <summary>The values of a dictionary with string keys; <see langword="null"/> if it is none.</summary>
    public static ITypeSymbol? Values(ITypeSymbol type, out bool canBeRead)
    {
        canBeRead = Array.Exists(s_dictionaries, type.Is);
        var dictionary = canBeRead
            ? (INamedTypeSymbol)type
            : type.AllInterfaces.FirstOrDefault(contract => contract.Is(Generic + "IReadOnlyDictionary`2"));
        return dictionary is { TypeArguments: [{ SpecialType: SpecialType.System_String }, { } value] } ? value : null;
    }
}
