using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

/// <summary>Finds out how an object is made of its members.</summary>
internal static class ConstructionParser
{
    private const string Serialization = "System.Text.Json.Serialization.";

    /// <summary>The constructor to call; <see langword="null"/> with what is wrong if there is none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="canReach">Whether a symbol can be used where the code is emitted.</param>
    /// <param name="fault">What is wrong.</param>
    public static IMethodSymbol? Find(INamedTypeSymbol type, Func<ISymbol, bool> canReach, out string fault)
    {
        fault = "";
        var constructors = type.InstanceConstructors.Where(item => canReach(item) && !IsCopy(item)).ToList();
        if (constructors.Where(item => item.Attribute(Serialization + "JsonConstructorAttribute") is not null).ToList() is [{ } marked])
            return marked;

        // The one of a positional record; of a struct there is always one without parameters besides.
        var full = constructors.Where(item => item.Parameters.Length > 0).ToList();
        var empty = constructors.FirstOrDefault(item => item.Parameters.Length == 0);
        if (full.Count == 1 && (empty is null || (type.IsValueType && empty.IsImplicitlyDeclared)))
            return full[0];
        if (empty is not null)
            return empty;

        fault = full.Count == 0
            ? $"is '{type.ToMessage()}', which has no constructor that can be called; give it one"
            : $"is '{type.ToMessage()}', which has several constructors; mark the one to call with [JsonConstructor]";
        return null;
    }

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && constructor.ContainingType.IsRecord
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
