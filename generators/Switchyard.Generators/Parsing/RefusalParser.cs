using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Repeats the declaration of a task that cannot be implemented, whatever its form.</summary>
internal static class RefusalParser
{
    private const string EnumeratorCancellation = "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";

    private static readonly SymbolDisplayFormat s_format = new(
        SymbolDisplayGlobalNamespaceStyle.Included,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeExtensionThis
            | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The refused task; <see langword="null"/> if no half can be emitted.</summary>
    public static RefusedTask? Parse(IMethodSymbol method, MethodDeclarationSyntax declaration, IReadOnlyList<string> routers, string rule)
    {
        // A type that does not exist is the compiler's to report, once: repeated, it would be twice.
        if (!method.IsPartialDefinition || method.PartialImplementationPart is not null || NamesMissingType(method))
            return null;

        // A parameter needs no use, and one that is "out" has no value yet.
        var used = method.Parameters.Any(parameter => parameter.Type.Is(MetadataNames.Router)) ? [] : routers;
        var isIterator = IsIterator(method);
        return new(method.TaskId(), Declaration(method, declaration, isIterator), rule, used.ToEquatableArray(), isIterator);
    }

    /// <summary>The rule that refuses a task; empty where the compiler has an error of its own to show.</summary>
    public static string RuleOf(ProblemList problems) =>
        problems.Items.FirstOrDefault(problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error)?.Descriptor.Id ?? "";

    private static string Declaration(IMethodSymbol method, MethodDeclarationSyntax declaration, bool isIterator)
    {
        var modifiers = DeclarationParser.Modifiers(declaration) + (isIterator ? "async " : "");
        if (!method.IsOverride || !method.IsGenericMethod)
            return $"{modifiers}partial {method.ToDisplayString(s_format)}";

        // An override inherits its constraints. Those that it may repeat name no type, so they hold in any file as they are written.
        var signature = method.ToDisplayString(s_format.RemoveGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints));
        return $"{modifiers}partial {signature} {string.Join(" ", declaration.ConstraintClauses.Select(clause => clause.ToString()))}".TrimEnd();
    }

    // Of a half that is none, the compiler would warn that the mark has no effect. Only what an iterator can take can be one.
    private static bool IsIterator(IMethodSymbol method) =>
        method.ReturnType.Is("System.Collections.Generic.IAsyncEnumerable`1")
        && method.Parameters.Any(parameter => parameter.Attribute(EnumeratorCancellation) is not null)
        && method.Parameters.All(parameter =>
            parameter.RefKind == RefKind.None && parameter.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) });

    private static bool NamesMissingType(IMethodSymbol method) =>
        method.ReturnType.ContainsError()
        || method.Parameters.Any(parameter => parameter.Type.ContainsError())
        || method.TypeParameters.Any(parameter => parameter.ConstraintTypes.Any(constraint => constraint.ContainsError()));
}
