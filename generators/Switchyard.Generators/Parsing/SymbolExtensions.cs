using Microsoft.CodeAnalysis;

namespace Switchyard.Generators;

internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat s_codeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_idFormat = SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type as it can be written anywhere.</summary>
    public static string ToCode(this ITypeSymbol type) => type.ToDisplayString(s_codeFormat);

    /// <summary>The type as a message shows it.</summary>
    public static string ToMessage(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>
    /// How messages, metrics and the policy name a task: <c>Class.Method</c>. Overloads have the types of their parameters behind it, as otherwise
    /// two tasks would be one.
    /// </summary>
    public static string TaskId(this IMethodSymbol method)
    {
        var id = $"{method.ContainingType.Name}.{method.Name}";
        var isOverloaded = method.MethodKind == MethodKind.Ordinary
            && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count(TaskParser.IsTask) > 1;
        if (!isOverloaded)
            return id;

        var types = method.Parameters
            .Where(parameter => !parameter.Type.Is("System.Threading.CancellationToken"))
            .Select(parameter => parameter.Type.ToDisplayString(NullableFlowState.None, s_idFormat).Replace(" ", ""));
        return $"{id}({string.Join(",", types)})";
    }

    /// <summary>Whether the type is the one of that metadata name. Compares strings: a lookup would cost every method one.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol { ContainingType: null } named || type.TypeKind == TypeKind.Error)
            return false;

        var dot = metadataName.LastIndexOf('.');
        return string.CompareOrdinal(named.MetadataName, 0, metadataName, dot + 1, int.MaxValue) == 0
            && Is(named.ContainingNamespace, metadataName, dot);
    }

    // Name by name from the last: a text of every namespace that is looked at would be most of what a task costs.
    private static bool Is(INamespaceSymbol? scope, string name, int end)
    {
        for (; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            var start = end - scope.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, scope.Name, 0, scope.Name.Length) != 0 || (start > 0 && name[start - 1] != '.'))
                return false;
            end = start - 1;
        }

        return end <= 0;
    }

    /// <summary>Whether the type is, or is made of, one that does not exist.</summary>
    public static bool ContainsError(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.ContainsError(),
        IPointerTypeSymbol pointer => pointer.PointedAtType.ContainsError(),
        IFunctionPointerTypeSymbol { Signature: var signature } =>
            signature.ReturnType.ContainsError() || signature.Parameters.Any(parameter => parameter.Type.ContainsError()),
        INamedTypeSymbol named =>
            named.TypeKind == TypeKind.Error
            || named.TypeArguments.Any(argument => argument.ContainsError())
            || named.ContainingType?.ContainsError() == true,
        _ => type.TypeKind == TypeKind.Error,
    };

    public static AttributeData? Attribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(metadataName))
                return attribute;
        }

        return null;
    }
}
