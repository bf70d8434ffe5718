using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>
/// Finds the router that a task calls: a parameter of the method, else a field, else a property, of the class or else of the nearest
/// base, else a parameter of the primary constructor. The first place that has one decides.
/// </summary>
internal static class RouterFinder
{
    /// <summary>Expressions for the router. It is usable only if it is one; none and several are reported.</summary>
    public static IReadOnlyList<string> Find(
        IMethodSymbol method, MethodDeclarationSyntax declaration, Compilation compilation, ProblemList problems)
    {
        var places = Places(method, compilation).FirstOrDefault(place => place.Count > 0);
        if (places is { Count: 1 })
            return [places[0].Expression];

        var location = declaration.Identifier.GetLocation();
        if (places is null)
            problems.Add(Descriptors.NoRouter, location, method.TaskId(), method.ContainingType.Name);
        else
            problems.Add(Descriptors.SeveralRouters, location, method.TaskId(), string.Join(", ", places.Select(place => place.Name)));
        return [.. (places ?? []).Select(place => place.Expression)];
    }

    private static IEnumerable<List<Place>> Places(IMethodSymbol method, Compilation compilation)
    {
        yield return [.. method.Parameters.Where(parameter => parameter.Type.Is(MetadataNames.Router)).Select(Local)];

        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            var members = type.GetMembers()
                .Where(member => (member is IFieldSymbol field ? field.Type : (member as IPropertySymbol)?.Type).Is(MetadataNames.Router))
                .Where(member => !IsHidden(member.Name, type, method.ContainingType, compilation) && IsUsable(member, method, compilation))
                .ToList();

            yield return [.. members.OfType<IFieldSymbol>().Select(Member)];
            yield return [.. members.OfType<IPropertySymbol>().Select(Member)];
        }

        if (!method.IsStatic)
            yield return [.. PrimaryConstructor(method.ContainingType).Where(parameter => IsVisible(parameter, method, compilation)).Select(Local)];
    }

    // A base member is out of reach behind a member of the same name.
    private static bool IsHidden(string name, INamedTypeSymbol? owner, INamedTypeSymbol from, Compilation compilation)
    {
        for (var type = from; type is not null && !SymbolEqualityComparer.Default.Equals(type, owner); type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => compilation.IsSymbolAccessibleWithin(member, from)))
                return true;
        }

        return false;
    }

    private static bool IsUsable(ISymbol member, IMethodSymbol method, Compilation compilation) =>
        member.CanBeReferencedByName
        && (member.IsStatic || !method.IsStatic)
        && member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false, GetMethod: not null }
        && compilation.IsSymbolAccessibleWithin(member is IPropertySymbol property ? property.GetMethod! : member, method.ContainingType);

    private static IEnumerable<IParameterSymbol> PrimaryConstructor(INamedTypeSymbol type)
    {
        // The parameters of a record are properties, and not in scope as parameters.
        if (type.IsRecord)
            return [];

        return type.InstanceConstructors
            .Where(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            .SelectMany(constructor => constructor.Parameters)
            .Where(parameter => parameter.RefKind == RefKind.None && parameter.Type.Is(MetadataNames.Router));
    }

    private static bool IsVisible(IParameterSymbol parameter, IMethodSymbol method, Compilation compilation) =>
        !IsHidden(parameter.Name, null, method.ContainingType, compilation) && method.Parameters.All(other => other.Name != parameter.Name);

    private static Place Local(IParameterSymbol parameter) =>
        new(parameter.Name, Identifier.Escape(parameter.Name) + Forgive(parameter.Type));

    private static Place Member(ISymbol member)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        var owner = member.IsStatic ? member.ContainingType.ToCode() : "this";
        return new(member.Name, $"{owner}.{Identifier.Escape(member.Name)}{Forgive(type)}");
    }

    // A Router? is the user's to set; what fails without it is the call, not the build.
    private static string Forgive(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated ? "!" : "";

    private sealed record Place(string Name, string Expression);
}
