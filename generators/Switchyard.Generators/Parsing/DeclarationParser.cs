using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchyard.Generators;

/// <summary>Reads what the emitted half must repeat, and checks that there can be one.</summary>
internal static class DeclarationParser
{
    /// <summary>Whether the method is partial, has no body of its own and no form that a task cannot have.</summary>
    public static bool CheckPartial(IMethodSymbol method, MethodDeclarationSyntax declaration, ProblemList problems)
    {
        var location = declaration.Identifier.GetLocation();
        if (!method.IsPartialDefinition || method.PartialImplementationPart is { } other && !IsEmitted(other))
        {
            problems.Add(Descriptors.NotPartial, location, method.TaskId());
            return false;
        }

        var fault = method.IsGenericMethod ? "it has type parameters; put them on the class"
            : method.RefKind != RefKind.None ? "it returns by reference; return a value"
            : IsFileLocal(method.ContainingType) ? "it stands in a file-local type, of which there can be no part in another file; remove the modifier 'file'"
            : null;
        if (fault is not null)
            problems.Add(Descriptors.UnsupportedForm, location, method.TaskId(), fault);
        return fault is null;
    }

    /// <summary>The accessibility and other modifiers of the declaration, which C# wants in both halves.</summary>
    public static string Modifiers(MethodDeclarationSyntax declaration)
    {
        var builder = new StringBuilder();
        foreach (var modifier in declaration.Modifiers)
        {
            if (!modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.AsyncKeyword))
                builder.Append(modifier.ValueText).Append(' ');
        }

        return builder.ToString();
    }

    public static TaskClass? ParseClass(IMethodSymbol method, MethodDeclarationSyntax declaration, ProblemList problems)
    {
        var declarations = new List<string>();
        var isSound = true;
        for (var parent = declaration.Parent; parent is TypeDeclarationSyntax type; parent = parent.Parent)
        {
            if (Keyword(type) is not { } keyword)
            {
                problems.Add(
                    Descriptors.UnsupportedForm, declaration.Identifier.GetLocation(), method.TaskId(), "it stands in no class, struct or record");
                return null;
            }

            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                problems.Add(Descriptors.ClassNotPartial, type.Identifier.GetLocation(), type.Identifier.ValueText, method.TaskId());
                isSound = false;
            }

            // Any part may be unsafe, but a signature with pointers needs it on its own.
            var modifier = type.Modifiers.Any(SyntaxKind.UnsafeKeyword) ? "unsafe " : "";
            declarations.Insert(0, $"{modifier}partial {keyword} {type.Identifier.Text}{TypeParameters(type)}");
        }

        return isSound && declarations.Count > 0 && !IsFileLocal(method.ContainingType) ? Describe(method.ContainingType, declarations) : null;
    }

    private static bool IsFileLocal(INamedTypeSymbol? type) => type is not null && (type.IsFileLocal || IsFileLocal(type.ContainingType));

    private static TaskClass Describe(INamedTypeSymbol type, List<string> declarations)
    {
        var scope = type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : type.ContainingNamespace.ToDisplayString(
                SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

        var path = new List<string>();
        var holder = "Tasks";
        for (var current = type; current is not null; current = current.ContainingType)
        {
            path.Insert(0, current.Arity == 0 ? current.Name : $"{current.Name}-{current.Arity}");
            holder = current.ContainingType is null ? current.Name + holder : $"_{current.Name}{holder}";
        }

        var hint = string.Join(".", path);
        return new(scope, type.Name, HintNames.Clean(scope.Length == 0 ? hint : $"{scope}.{hint}"), holder, declarations.ToEquatableArray());
    }

    private static string? Keyword(TypeDeclarationSyntax type) => type switch
    {
        ClassDeclarationSyntax => "class",
        StructDeclarationSyntax => "struct",
        InterfaceDeclarationSyntax => "interface",
        RecordDeclarationSyntax record => record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword) ? "record struct" : "record",
        _ => null,
    };

    private static string TypeParameters(TypeDeclarationSyntax type)
    {
        if (type.TypeParameterList is not { Parameters.Count: > 0 } list)
            return "";

        // Not the list's own text: attributes in it must not be repeated.
        var names = list.Parameters.Select(item => item.VarianceKeyword.ValueText is { Length: > 0 } variance
            ? $"{variance} {item.Identifier.Text}"
            : item.Identifier.Text);
        return $"<{string.Join(", ", names)}>";
    }

    private static bool IsEmitted(IMethodSymbol implementation) =>
        implementation.Attribute("System.CodeDom.Compiler.GeneratedCodeAttribute") is { ConstructorArguments: [{ Value: string tool }, ..] }
        && tool == GeneratedBy.Tool;
}
