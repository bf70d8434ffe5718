using Microsoft.CodeAnalysis;

namespace Switchyard.Sdk.Analyzers;

/// <summary>Compares symbols with names: types of packages that a project may not have.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat s_full = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The full name, without type arguments.</summary>
    public static string FullName(this ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(s_full);

    /// <summary>Whether a type is one of this name, or derives from it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.FullName() == name)
                return true;
        }

        return false;
    }
}
